package org.segmentattribution.model.reweight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PenaltyChoiceTest {
  private static final List<double[]> ACCURACIES =
      List.of(
          new double[] {0.99, 0.3, Double.NaN},
          new double[] {0.99, 0.5, Double.NaN},
          new double[] {0.99, 0.6, Double.NaN},
          new double[] {0.99, 0.55, Double.NaN});

  @Test
  void fewPicturesTakeTheStrongestThatIsAboutAsGood() {
    // 0.6 of 10: the standard error is 0.155
    assertEquals(1, PenaltyChoice.of(ACCURACIES, new int[] {500, 10, 0}, 1));
  }

  @Test
  void manyPicturesTakeTheBestAndSoDoesNoError() {
    // 0.6 of 1000: the standard error is 0.015
    assertEquals(2, PenaltyChoice.of(ACCURACIES, new int[] {500, 1000, 0}, 1));
    assertEquals(2, PenaltyChoice.of(ACCURACIES, new int[] {500, 10, 0}, 0));
  }

  @Test
  void whereAllAreRightTheStrongestWins() {
    assertEquals(
        0, PenaltyChoice.of(List.of(new double[] {1}, new double[] {1}), new int[] {4}, 1));
  }

  @Test
  void refusesNothing() {
    assertThrows(IllegalArgumentException.class, () -> PenaltyChoice.of(List.of(), new int[0], 1));
  }
}
