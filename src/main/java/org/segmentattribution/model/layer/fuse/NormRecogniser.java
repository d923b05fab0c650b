package org.segmentattribution.model.layer.fuse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerNormalization;
import org.segmentattribution.model.layer.Mean;
import org.segmentattribution.model.layer.Power;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.shape.Expansion;
import org.segmentattribution.model.layer.shape.Transposition;

/**
 * Recognises layer normalisation in parts, over the last axes or over one axis. What a region does
 * to a few rows tells scale, shift and ε; other rows must then agree.
 *
 * @param manager will own scale and shift
 */
record NormRecogniser(NDManager manager) implements Recogniser {
  private static final double SAME = 1e-6;

  /** A row this long would be a whole picture. */
  private static final long LONGEST = 1 << 18;

  /** Far more than the root of ε, and far less. */
  private static final double LARGE = 1e4;

  private static final double SMALL = 1e-6;

  @Override
  public boolean takes(Layer layer) {
    return layer instanceof Mean
        || layer instanceof Scale
        || layer instanceof Addition
        || layer instanceof Arithmetic
        || layer instanceof Expansion
        || (layer instanceof Power power && power.exponent().size() == 1)
        || (layer instanceof Elementwise function
            && function.function() == Elementwise.Function.SQRT);
  }

  @Override
  public List<Layer> recognise(Region region) {
    List<Mean> means = region.layers(Mean.class);
    boolean root =
        !region.layers(Elementwise.class).isEmpty() || !region.layers(Power.class).isEmpty();
    if (means.size() < 2 || !root) {
      return List.of();
    }
    int[] axes = Arrays.stream(means.get(0).axes()).sorted().toArray();
    boolean alike =
        means.stream()
            .allMatch(m -> Arrays.equals(Arrays.stream(m.axes()).sorted().toArray(), axes));
    if (!alike || !fits(region, axes)) {
      return List.of();
    }
    int length = (int) length(region.shape(), axes);
    Rows rows = new Rows(region, axes);
    double[] shift = rows.of(new double[length]);
    double[] scale = rows.slope(LARGE, shift);
    int widest =
        IntStream.range(0, length)
            .reduce(0, (a, b) -> Math.abs(scale[b]) > Math.abs(scale[a]) ? b : a);
    double inverse = rows.raw(SMALL, shift)[widest] / scale[widest];
    double epsilon = 1 / (inverse * inverse) - Rows.variance(Rows.pattern(length, SMALL));
    boolean sound = epsilon > 0 && epsilon < 1 && rows.agree(scale, shift, epsilon);
    return sound ? layers(region, axes, scale, shift, (float) epsilon) : List.of();
  }

  private static long length(Shape shape, int... axes) {
    return BroadcastShapes.elements(IntStream.of(axes).mapToLong(shape::get).toArray());
  }

  /** Whether the axes are the last ones or a single one, and every value lies along them. */
  private static boolean fits(Region region, int... axes) {
    Shape shape = region.shape();
    int rank = shape.dimension();
    boolean last = axes[0] == rank - axes.length && axes[axes.length - 1] == rank - 1;
    long length = length(shape, axes);
    if (axes[0] == 0 || !(last || axes.length == 1) || length < 2 || length > LONGEST) {
      return false;
    }
    Shape reduced = shape;
    for (int axis : axes) {
      reduced = BroadcastShapes.with(reduced, axis, 1);
    }
    for (Shape made : region.made()) {
      if (!made.equals(shape) && !made.equals(reduced)) {
        return false;
      }
    }
    RowArithmetic row = new RowArithmetic((int) length, axes);
    return shape.equals(region.made().get(region.made().size() - 1))
        && region.layers(Scale.class).stream()
            .allMatch(layer -> row.fits(layer.weight(), rank) && row.fits(layer.bias(), rank));
  }

  private List<Layer> layers(
      Region region, int[] axes, double[] scale, double[] shift, float epsilon) {
    String name = region.last().name();
    int rank = region.shape().dimension();
    Shape along = new Shape(IntStream.of(axes).mapToLong(region.shape()::get).toArray());
    if (axes[axes.length - 1] == rank - 1) {
      return List.of(
          new LayerNormalization(name, array(scale, along), array(shift, along), epsilon));
    }
    int axis = axes[0];
    int[] there = IntStream.range(0, rank).map(i -> i < axis ? i : i + 1).toArray();
    there[rank - 1] = axis;
    int[] back = new int[rank];
    IntStream.range(0, rank).forEach(i -> back[there[i]] = i);
    return List.of(
        new Transposition(name + ".last", there),
        new LayerNormalization(name, array(scale, along), array(shift, along), epsilon),
        new Transposition(name + ".back", back));
  }

  private NDArray array(double[] values, Shape shape) {
    float[] floats = new float[values.length];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) values[i]);
    return manager.create(floats, shape);
  }

  /** What a region makes of rows. */
  private record Rows(Region region, int... axes) {
    double[] of(double[] row) {
      double[] made = region.apply(row, axes);
      return made.length == row.length ? made : filled(made[0], row.length);
    }

    private static double[] filled(double value, int length) {
      double[] row = new double[length];
      Arrays.fill(row, value);
      return row;
    }

    /** A row in which every value differs from the mean. */
    static double[] pattern(int length, double size) {
      double[] row = new double[length];
      Arrays.setAll(row, i -> i % 2 == 0 ? size : -size);
      return row;
    }

    /** What a row's deviations from its mean are multiplied by. */
    double[] raw(double size, double... shift) {
      double[] row = pattern(shift.length, size);
      double mean = Arrays.stream(row).average().orElseThrow();
      double[] made = of(row);
      Arrays.setAll(made, i -> (made[i] - shift[i]) / (row[i] - mean));
      return made;
    }

    /** The scale, if ε is nothing beside the row's variance. */
    double[] slope(double size, double... shift) {
      double deviation = Math.sqrt(variance(pattern(shift.length, size)));
      return Arrays.stream(raw(size, shift)).map(value -> value * deviation).toArray();
    }

    static double variance(double... row) {
      double mean = Arrays.stream(row).average().orElseThrow();
      return Arrays.stream(row).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    }

    /** Whether random rows of several sizes come out as layer normalisation has them. */
    boolean agree(double[] scale, double[] shift, double epsilon) {
      SplittableRandom random = new SplittableRandom(1);
      return IntStream.of(-3, 0, 1)
          .allMatch(
              power -> {
                double size = Math.pow(10, power);
                double[] row = new double[scale.length];
                Arrays.setAll(row, i -> size * (random.nextDouble() * 2 - 0.7));
                double mean = Arrays.stream(row).average().orElseThrow();
                double deviation = Math.sqrt(variance(row) + epsilon);
                double[] made = of(row);
                double peak = Arrays.stream(made).map(Math::abs).max().orElseThrow();
                return IntStream.range(0, row.length)
                    .mapToDouble(i -> scale[i] * (row[i] - mean) / deviation + shift[i] - made[i])
                    // not ">": a value may be NaN
                    .allMatch(error -> Math.abs(error) <= SAME * peak);
              });
    }
  }
}
