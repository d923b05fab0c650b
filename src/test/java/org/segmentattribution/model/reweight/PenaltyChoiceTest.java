package org.segmentattribution.model.reweight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PenaltyChoiceTest {
  private static int of(double[]... accuracies) {
    return PenaltyChoice.of(List.of(accuracies));
  }

  @Test
  void theBestWorstGroupWins() {
    double none = Double.NaN;
    assertEquals(
        2,
        of(
            new double[] {0.99, 0.3, none},
            new double[] {0.99, 0.5, none},
            new double[] {0.90, 0.6, none},
            new double[] {0.99, 0.55, none}));
  }

  @Test
  void thenTheBestMeanAndThenTheStrongest() {
    assertEquals(1, of(new double[] {0.5, 0.8}, new double[] {0.9, 0.5}, new double[] {0.5, 0.9}));
  }

  @Test
  void refusesNothing() {
    assertThrows(IllegalArgumentException.class, () -> of());
  }
}
