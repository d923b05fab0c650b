package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentizedRangeTest {
  /** scipy 1.17.1, {@code stats.studentized_range.ppf(1 - alpha, k, inf)}. */
  @ParameterizedTest
  @CsvSource({
    "2, 0.1, 2.3261743073533476",
    "2, 0.05, 2.771807648699355",
    "2, 0.01, 3.642772735436894",
    "3, 0.1, 2.9023802134282515",
    "3, 0.05, 3.314493155398122",
    "5, 0.05, 3.857655510378623",
    "10, 0.1, 4.129346398236873",
    "10, 0.01, 5.156634960089622"
  })
  void isScipys(int names, double alpha, double expected) {
    assertEquals(expected, StudentizedRange.quantile(names, alpha), 1e-6);
  }

  /** The range of two values is a difference: √2 z. */
  @Test
  void ofTwoIsTheNormalQuantile() {
    assertEquals(Math.sqrt(2) * 1.959963984540054, StudentizedRange.quantile(2, 0.05), 1e-7);
  }

  @Test
  void growsWithNamesAndWithCertainty() {
    double before = 0;
    for (int names = 2; names <= 40; names += 6) {
      double range = StudentizedRange.quantile(names, 0.05);
      assertTrue(range > before, names + " names");
      assertTrue(range < StudentizedRange.quantile(names, 0.01), "a smaller alpha asks for more");
      before = range;
    }
  }
}
