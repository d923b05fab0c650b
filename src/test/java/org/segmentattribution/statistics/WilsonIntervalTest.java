package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WilsonIntervalTest {
  @Test
  void hasTheValuesOfNewcombe() {
    // Newcombe (1998), Table I, method 3
    assertInterval(0.2553, 0.3662, WilsonInterval.of(81, 263));
    assertInterval(0.0, 0.1611, WilsonInterval.of(0, 20));
    assertInterval(0.0061, 0.1718, WilsonInterval.of(1, 29));
  }

  private static void assertInterval(double low, double high, Interval actual) {
    assertEquals(low, actual.low(), 5e-5);
    assertEquals(high, actual.high(), 5e-5);
  }

  @Test
  void fitsTheEdges() {
    assertEquals(1, WilsonInterval.of(20, 20).high());
    assertTrue(Double.isNaN(WilsonInterval.of(0, 0).low()));
    assertThrows(IllegalArgumentException.class, () -> WilsonInterval.of(3, 2));
  }
}
