package org.segmentattribution.model.layer.fuse;

import java.util.function.DoubleUnaryOperator;
import org.segmentattribution.model.layer.Elementwise;

/** Functions of one number, in float64. */
final class ScalarFunctions {
  /** Abramowitz and Stegun 7.1.26's form with the coefficients of Numerical Recipes, erfcc. */
  private static final double[] ERFC = {
    0.17087277,
    -0.82215223,
    1.48851587,
    -1.13520398,
    0.27886807,
    -0.18628806,
    0.09678418,
    0.37409196,
    1.00002368,
    -1.26551223
  };

  private ScalarFunctions() {}

  /** The function of a layer; null for those that no known activation is made of. */
  static DoubleUnaryOperator of(Elementwise layer) {
    return switch (layer.function()) {
      case SIGMOID -> ScalarFunctions::sigmoid;
      case TANH -> Math::tanh;
      case ERF -> ScalarFunctions::erf;
      case SQRT -> Math::sqrt;
      case EXP -> Math::exp;
      case LOG -> Math::log;
      case SOFTPLUS -> ScalarFunctions::softplus;
      default -> null;
    };
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** To within 1.2e-7: both sides of a comparison use it, so its error does not count. */
  static double erf(double x) {
    double t = 1 / (1 + 0.5 * Math.abs(x));
    double sum = 0;
    for (double coefficient : ERFC) {
      sum = sum * t + coefficient;
    }
    double rest = t * Math.exp(-x * x + sum);
    return x >= 0 ? 1 - rest : rest - 1;
  }
}
