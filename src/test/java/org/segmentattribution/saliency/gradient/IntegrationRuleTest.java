package org.segmentattribution.saliency.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Points and weights, and what they integrate exactly. */
class IntegrationRuleTest {
  private static double integral(IntegrationRule rule, int steps, DoubleUnaryOperator f) {
    IntegrationRule.Nodes nodes = rule.nodes(steps);
    double sum = 0;
    for (int k = 0; k < steps; k++) {
      sum += nodes.weights()[k] * f.applyAsDouble(nodes.at()[k]);
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource(IntegrationRule.class)
  void weightsSumToOneAndPointsRiseWithinTheWay(IntegrationRule rule) {
    for (int steps = 2; steps <= 60; steps++) {
      IntegrationRule.Nodes nodes = rule.nodes(steps);
      double sum = 0;
      for (int k = 0; k < steps; k++) {
        sum += nodes.weights()[k];
        assertTrue(nodes.at()[k] >= 0 && nodes.at()[k] <= 1);
        assertTrue(k == 0 || nodes.at()[k] > nodes.at()[k - 1]);
      }
      assertEquals(1, sum, 1e-5);
    }
  }

  @Test
  void points() {
    assertArrayEquals(new float[] {0, .25f, .5f, .75f}, IntegrationRule.LEFT.nodes(4).at(), 1e-7f);
    assertArrayEquals(new float[] {.25f, .5f, .75f, 1}, IntegrationRule.RIGHT.nodes(4).at(), 1e-7f);
    assertArrayEquals(new float[] {.25f, .75f}, IntegrationRule.MIDDLE.nodes(2).at(), 1e-7f);
    IntegrationRule.Nodes trapezoid = IntegrationRule.TRAPEZOID.nodes(3);
    assertArrayEquals(new float[] {0, .5f, 1}, trapezoid.at(), 1e-7f);
    assertArrayEquals(new float[] {.25f, .5f, .25f}, trapezoid.weights(), 1e-7f);
    // numpy.polynomial.legendre.leggauss(3), moved from [-1, 1] to [0, 1]
    IntegrationRule.Nodes gauss = IntegrationRule.GAUSS.nodes(3);
    assertArrayEquals(new float[] {0.11270167f, 0.5f, 0.88729833f}, gauss.at(), 1e-6f);
    assertArrayEquals(new float[] {5 / 18f, 8 / 18f, 5 / 18f}, gauss.weights(), 1e-6f);
  }

  @ParameterizedTest
  @CsvSource({"MIDDLE, 1, 1", "TRAPEZOID, 2, 1", "GAUSS, 1, 1", "GAUSS, 2, 3", "GAUSS, 5, 9"})
  void polynomialsUpToADegreeAreExact(IntegrationRule rule, int steps, int degree) {
    for (int d = 0; d <= degree; d++) {
      int power = d;
      assertEquals(1.0 / (d + 1), integral(rule, steps, x -> Math.pow(x, power)), 1e-6);
    }
    double next = integral(rule, steps, x -> Math.pow(x, degree + 1));
    assertTrue(Math.abs(next - 1.0 / (degree + 2)) > 1e-6, "not beyond");
  }

  /** The integral of 2x is missed by 1 / steps, below and above. */
  @ParameterizedTest
  @CsvSource({"LEFT, -1", "RIGHT, 1"})
  void oneSidedRulesMissByAStep(IntegrationRule rule, int side) {
    for (int steps : new int[] {1, 5, 50}) {
      assertEquals(1 + (double) side / steps, integral(rule, steps, x -> 2 * x), 1e-5);
    }
  }

  @Test
  void aTrapezoidHasTwoSides() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> IntegrationRule.TRAPEZOID.nodes(1))
            .getMessage();
    assertEquals("rule=trapezoid needs at least 2 steps", message);
  }
}
