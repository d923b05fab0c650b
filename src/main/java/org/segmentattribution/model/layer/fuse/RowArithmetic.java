package org.segmentattribution.model.layer.fuse;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.Mean;
import org.segmentattribution.model.layer.Power;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.mask.Choice;
import org.segmentattribution.model.layer.mask.Comparison;
import org.segmentattribution.model.layer.shape.Expansion;

/**
 * Computes layers for a single row of numbers, in float64. A value is a row, or one number where it
 * is equal along the row.
 *
 * @param length of the row
 * @param axes along which the row lies
 */
record RowArithmetic(int length, int... axes) {

  /** Whether each value of a layer depends on the values at its place alone, with numbers only. */
  static boolean pointwise(Layer layer) {
    if (layer instanceof Scale scale) {
      return scale.weight().size() == 1 && scale.bias().size() == 1;
    }
    if (layer instanceof Elementwise function) {
      return ScalarFunctions.of(function) != null;
    }
    if (layer instanceof Comparison comparison) {
      return comparison.limit() != null;
    }
    return layer instanceof Arithmetic
        || layer instanceof Choice
        || layer instanceof Addition
        || layer instanceof Clipping
        || layer instanceof Relu
        || (layer instanceof Power power && power.exponent().size() == 1);
  }

  double[] apply(Layer layer, List<double[]> inputs) {
    double[] x = inputs.get(0);
    if (layer instanceof Mean) {
      return new double[] {x.length == 1 ? x[0] : Arrays.stream(x).average().orElseThrow()};
    }
    if (layer instanceof Expansion) {
      return x;
    }
    if (layer instanceof Scale scale) {
      double[] scaled = join(x, doubles(scale.weight()), (a, b) -> a * b);
      return join(scaled, doubles(scale.bias()), Double::sum);
    }
    if (layer instanceof Addition) {
      return join(x, inputs.get(1), Double::sum);
    }
    if (layer instanceof Arithmetic arithmetic) {
      return join(x, inputs.get(1), operation(arithmetic));
    }
    if (layer instanceof Choice) {
      // a product would turn what is not chosen into NaN where it is infinite
      double[] yes = join(x, inputs.get(1), (mask, a) -> mask == 1 ? a : 0);
      double[] no = join(x, inputs.get(2), (mask, b) -> mask == 1 ? 0 : b);
      return join(yes, no, Double::sum);
    }
    return map(x, function(layer));
  }

  private static DoubleBinaryOperator operation(Arithmetic layer) {
    return switch (layer.operation()) {
      case SUB -> (a, b) -> a - b;
      case MUL -> (a, b) -> a * b;
      case DIV -> (a, b) -> a / b;
    };
  }

  private static DoubleUnaryOperator function(Layer layer) {
    if (layer instanceof Clipping clip) {
      return x -> Math.min(Math.max(x, clip.low()), clip.high());
    }
    if (layer instanceof Comparison comparison) {
      double limit = comparison.limit().toFloatArray()[0];
      return x -> comparison.order().holds(x, limit) ? 1 : 0;
    }
    if (layer instanceof Relu) {
      return x -> Math.max(x, 0);
    }
    if (layer instanceof Power power) {
      double exponent = power.exponent().toFloatArray()[0];
      return x -> Math.pow(x, exponent);
    }
    return ScalarFunctions.of((Elementwise) layer);
  }

  private static double[] map(double[] x, DoubleUnaryOperator function) {
    return Arrays.stream(x).map(function).toArray();
  }

  private static double[] join(double[] a, double[] b, DoubleBinaryOperator operation) {
    double[] made = new double[Math.max(a.length, b.length)];
    for (int i = 0; i < made.length; i++) {
      made[i] = operation.applyAsDouble(a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i]);
    }
    return made;
  }

  /** The numbers of a constant that lies along the row. */
  private static double[] doubles(NDArray constant) {
    float[] floats = constant.toFloatArray();
    double[] doubles = new double[floats.length];
    Arrays.setAll(doubles, i -> floats[i]);
    return doubles;
  }

  /** Whether a constant, broadcast to a value, is one number or lies along the row. */
  boolean fits(NDArray constant, int rank) {
    long[] sizes = constant.getShape().getShape();
    long along = 1;
    for (int axis : axes) {
      int own = axis - (rank - sizes.length);
      along *= own < 0 ? 1 : sizes[own];
    }
    return constant.size() == 1 || (along == length && constant.size() == length);
  }
}
