package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PermutationTestTest {
  private static final PermutationTest TEST = PermutationTest.seeded(1);

  @Test
  void fewPairsAreEnumerated() {
    assertEquals(2.0 / 8, TEST.paired(new double[] {1, 2, 3}));
    // of 16 sums of ±1 ±2 ±3 ±4, those of size 8 and 10
    assertEquals(4.0 / 16, TEST.paired(new double[] {-1, 2, 3, 4}));
    assertEquals(1, TEST.paired(new double[] {0.1, 0.2, -0.3}));
    assertEquals(Double.NaN, TEST.paired(new double[0]));
  }

  @Test
  void drawnAndEnumeratedAgree() {
    SplittableRandom random = new SplittableRandom(2);
    double[] differences = random.doubles(13).map(d -> d - 0.35).toArray();
    double exact = TEST.paired(differences);
    double drawn = new PermutationTest(5000, 3).paired(differences);
    assertEquals(exact, drawn, 0.02);
    assertEquals(drawn, new PermutationTest(5000, 3).paired(differences));
  }

  @Test
  void groupsOfOtherSizes() {
    // of 5 choose 2 = 10 splits, {1, 2} and {4, 5} differ most
    double[] small = {1, 2};
    double[] large = {3, 4, 5};
    assertEquals(0.2, TEST.unpaired(small, large), 0.01);
    assertEquals(TEST.unpaired(small, large), TEST.unpaired(small, large));
    assertEquals(1, TEST.unpaired(new double[] {2, 2}, new double[] {2, 2, 2}));
    assertEquals(Double.NaN, TEST.unpaired(new double[0], large));
  }

  /** Under no difference, p below 0.1 comes about as often as it says. */
  @Test
  void theLevelIsKept() {
    SplittableRandom random = new SplittableRandom(4);
    int paired = 0;
    int unpaired = 0;
    for (int round = 0; round < 400; round++) {
      double[] a = random.doubles(20).toArray();
      double[] b = random.doubles(30).toArray();
      double[] differences = Arrays.stream(a).map(d -> d - 0.5).toArray();
      PermutationTest test = new PermutationTest(199, round);
      paired += test.paired(differences) <= 0.1 ? 1 : 0;
      unpaired += test.unpaired(a, b) <= 0.1 ? 1 : 0;
    }
    assertTrue(paired > 20 && paired < 62, "paired " + paired);
    assertTrue(unpaired > 20 && unpaired < 62, "unpaired " + unpaired);
  }
}
