package org.segmentattribution.model.layer.fuse;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Elementwise.Function;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.mask.Choice;
import org.segmentattribution.model.layer.mask.Comparison;

/**
 * Recognises activations x · g(x) in parts, in any order and with any names, by their values at
 * many points; and softplus, where a comparison chooses x itself far above 0.
 */
final class ActivationRecogniser implements Recogniser {
  /** What constants written with seven digits may change. */
  private static final double SAME = 1e-6;

  private static final float QUICK = 1.702f;

  /** A comparison to a number below this has points on both sides. */
  private static final float REACH = 30;

  /** From far below 0 to far above, close together in the middle; the corners of hard swish too. */
  private static final double[] POINTS = points();

  private record Known(Function function, float alpha, DoubleUnaryOperator values) {}

  private static final List<Known> ALL =
      List.of(
          new Known(Function.GELU, 1, x -> x / 2 * (1 + ScalarFunctions.erf(x * Math.sqrt(0.5)))),
          new Known(
              Function.GELU_TANH,
              1,
              x -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
          new Known(Function.SWISH, 1, x -> x * ScalarFunctions.sigmoid(x)),
          new Known(Function.SWISH, QUICK, x -> x * ScalarFunctions.sigmoid(QUICK * x)),
          new Known(Function.HARD_SWISH, 1, x -> x * Math.min(Math.max(x + 3, 0), 6) / 6),
          new Known(Function.SOFTPLUS, 1, ScalarFunctions::softplus),
          new Known(Function.MISH, 1, x -> x * Math.tanh(ScalarFunctions.softplus(x))));

  private static double[] points() {
    double[] points = new double[96];
    Arrays.setAll(points, i -> Math.sinh((i - 47.4) / 11.3));
    return points;
  }

  @Override
  public boolean takes(Layer layer) {
    return RowArithmetic.pointwise(layer);
  }

  @Override
  public List<Layer> recognise(Region region) {
    Shape shape = region.shape();
    boolean multiplies =
        region.layers(Arithmetic.class).stream()
            .anyMatch(layer -> layer.operation() != Arithmetic.Operation.SUB);
    boolean chooses = !region.layers(Choice.class).isEmpty();
    if (!(multiplies || chooses)
        || !seen(region)
        || !region.made().stream().allMatch(shape::equals)) {
      return List.of();
    }
    double[] values = region.apply(POINTS);
    return ALL.stream()
        .filter(known -> equal(values, known.values()))
        .map(known -> new Elementwise(region.name(), known.function(), known.alpha()))
        .map(Layer.class::cast)
        .limit(1)
        .toList();
  }

  /** Whether the points lie on both sides of every comparison. */
  private static boolean seen(Region region) {
    return region.steps().values().stream()
        .filter(step -> step.layer() instanceof Comparison)
        .allMatch(
            step ->
                step.inputs().equals(List.of(region.input()))
                    && Math.abs(((Comparison) step.layer()).limit().toFloatArray()[0]) < REACH);
  }

  private static boolean equal(double[] values, DoubleUnaryOperator known) {
    for (int i = 0; i < POINTS.length; i++) {
      double wanted = known.applyAsDouble(POINTS[i]);
      // not ">": a value may be NaN
      if (!(Math.abs(values[i] - wanted) <= SAME * Math.max(1, Math.abs(POINTS[i])))) {
        return false;
      }
    }
    return true;
  }
}
