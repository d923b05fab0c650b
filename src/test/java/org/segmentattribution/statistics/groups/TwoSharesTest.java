package org.segmentattribution.statistics.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.segmentattribution.statistics.Interval;

class TwoSharesTest {
  @Test
  void intervalIsThatOfNewcombe() {
    // Newcombe 1998, table II: 56/70 and 48/80, 9/10 and 3/10, 10/10 and 0/20
    Interval a = new TwoShares(56, 70, 48, 80).interval();
    assertEquals(0.0524, a.low(), 5e-5);
    assertEquals(0.3339, a.high(), 5e-5);
    Interval b = new TwoShares(9, 10, 3, 10).interval();
    assertEquals(0.1705, b.low(), 5e-5);
    assertEquals(0.8090, b.high(), 5e-5);
    Interval c = new TwoShares(10, 10, 0, 20).interval();
    assertEquals(0.6791, c.low(), 5e-5);
    assertEquals(1.0000, c.high(), 5e-5);
  }

  @Test
  void pIsThatOfFisher() {
    // scipy 1.16: fisher_exact([[8, 2], [1, 5]])
    assertEquals(0.034965034965, new TwoShares(8, 10, 1, 6).pValue(), 1e-10);
    assertEquals(new TwoShares(8, 10, 1, 6).pValue(), new TwoShares(1, 6, 8, 10).pValue(), 1e-12);
    assertEquals(1, new TwoShares(0, 10, 0, 6).pValue());
  }

  @Test
  void leastPKnowsWhereNoOutcomeIsAFinding() {
    assertTrue(new TwoShares(8, 10, 1, 6).leastPValue() < 0.001);
    assertTrue(new TwoShares(1, 10, 0, 90).leastPValue() > 0.05);
    assertTrue(new TwoShares(2, 10, 0, 90).leastPValue() < 0.05);
  }

  @Test
  void refusesWhatNoGroupsHave() {
    assertThrows(IllegalArgumentException.class, () -> new TwoShares(0, 0, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> new TwoShares(3, 2, 1, 2));
  }

  @Test
  void permutationsOfZerosAndOnesAgreeWithFisher() {
    double[] a = {1, 1, 1, 1, 1, 1, 1, 1, 0, 0};
    double[] b = {1, 0, 0, 0, 0, 0};
    double p = new SequentialPermutation(99_999, 1).pValue(a, b);
    assertEquals(0.035, p, 0.02);
    assertEquals(p, new SequentialPermutation(99_999, 1).pValue(b, a));
    double[] same = new double[20];
    Arrays.fill(same, 0.3);
    assertEquals(1, new SequentialPermutation(99_999, 1).pValue(same, same));
    double[] high = new double[20];
    Arrays.setAll(high, i -> 0.9 + i / 1000.0);
    assertEquals(1 / 1000.0, new SequentialPermutation(999, 1).pValue(same, high));
  }
}
