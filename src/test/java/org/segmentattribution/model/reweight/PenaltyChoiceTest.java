package org.segmentattribution.model.reweight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PenaltyChoiceTest {
  private static final double NONE = Double.NaN;

  private static PenaltyChoice choice(int[] counts, double[]... accuracies) {
    return new PenaltyChoice(List.of(accuracies), counts);
  }

  private static PenaltyChoice growing(int pictures) {
    return choice(
        new int[] {500, pictures, 0},
        new double[] {0.90, 0.55, NONE},
        new double[] {0.96, 0.40, NONE},
        new double[] {0.99, 0.52, NONE},
        new double[] {0.99, 0.60, NONE});
  }

  @Test
  void fewPicturesTakeTheStrongestThatIsAboutAsGood() {
    // 0.6 of 30: the standard error is 0.089, that of the mean 0.045; the first is as good in its
    // worst group, but not in the mean
    assertEquals(2, growing(30).aboutBest());
    assertEquals(3, growing(30).best());
  }

  @Test
  void manyPicturesTakeTheBest() {
    assertEquals(3, growing(3000).aboutBest());
  }

  @Test
  void amongEqualsTheBestMeanAndThenTheStrongestIsBest() {
    PenaltyChoice choice =
        choice(
            new int[] {10, 10},
            new double[] {0.5, 0.8},
            new double[] {0.9, 0.5},
            new double[] {0.5, 0.9});
    assertEquals(1, choice.best());
  }

  @Test
  void whereAllAreRightTheStrongestWins() {
    assertEquals(0, choice(new int[] {4}, new double[] {1}, new double[] {1}).aboutBest());
  }

  @Test
  void refusesNothing() {
    assertThrows(IllegalArgumentException.class, () -> choice(new int[0]).best());
  }
}
