package org.segmentattribution.rating;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SingleDeletionTest {
  @Test
  void equalOrdersScoreExactlyOneAndOppositeOnesZero() {
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 3; n < 40; n++) {
      double[] effects = random.doubles(n, -1, 1).toArray();
      double[] opposite = new double[n];
      double[] cubes = new double[n];
      for (int i = 0; i < n; i++) {
        opposite[i] = -effects[i];
        cubes[i] = Math.pow(effects[i], 3);
      }
      assertEquals(1, SingleDeletion.score(effects, effects));
      assertEquals(1, SingleDeletion.score(cubes, effects));
      assertEquals(0, SingleDeletion.score(opposite, effects), 1e-12);
    }
  }

  /** scipy.stats.spearmanr([1, 2, 2, 4, 0], [3, 1, 5, 4, 4]) is 0.10526315… */
  @Test
  void equalValuesShareTheMeanOfTheirRanks() {
    double score = SingleDeletion.score(new double[] {1, 2, 2, 4, 0}, new double[] {3, 1, 5, 4, 4});
    assertEquals((0.10526315789473686 + 1) / 2, score, 1e-12);
  }

  @Test
  void imagesThatSayNothingHaveNoScore() {
    double nan = Double.NaN;
    assertEquals(nan, SingleDeletion.score(new double[] {1, 2}, new double[] {1, 2}));
    assertEquals(nan, SingleDeletion.score(new double[] {1, 1, 1}, new double[] {1, 2, 3}));
    assertEquals(nan, SingleDeletion.score(new double[] {1, 2, 3}, new double[] {0, 0, 0}));
    assertEquals(nan, SingleDeletion.score(new double[] {1, nan, 3}, new double[] {1, 2, 3}));
    assertEquals(1, SingleDeletion.score(new double[] {1, nan, 3, 4}, new double[] {1, 2, 3, 4}));
  }
}
