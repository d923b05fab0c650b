package org.segmentattribution.suspect;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Places regions in one space, so that distances say how alike they are: what the classifier says
 * and colours count most, place and shape little. Each value is standardised over all regions, and
 * each kind has a fixed part of the squared distance.
 */
final class Description {
  private static final double FEATURES = 1;
  private static final double COLOURS = 1;
  private static final double SHAPES = 0.1;
  private static final double PLACES = 0.2;

  /** More features are projected to so many dimensions. */
  private static final int MOST = 64;

  private static final long SEED = 1;

  private Description() {}

  /** Returns a point for each region. */
  static double[][] of(List<StrongRegion> regions) {
    int features = regions.get(0).features().length;
    List<double[][]> parts = new ArrayList<>();
    parts.add(part(regions, of -> even(of.features()), 0, features, FEATURES));
    int from = 0;
    int[] counts = {Appearance.COLOURS, Appearance.SHAPES, Appearance.PLACES};
    double[] weights = {COLOURS, SHAPES, PLACES};
    for (int i = 0; i < counts.length; i++) {
      parts.add(part(regions, StrongRegion::looks, from, from + counts[i], weights[i]));
      from += counts[i];
    }
    double[][] points = new double[regions.size()][];
    for (int i = 0; i < points.length; i++) {
      int row = i;
      points[i] =
          parts.stream().flatMapToDouble(part -> java.util.Arrays.stream(part[row])).toArray();
    }
    return points;
  }

  /** Activations have a few large values; square roots of magnitudes bring them nearer. */
  private static float[] even(float[] activations) {
    float[] roots = new float[activations.length];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Math.signum(activations[i]) * (float) Math.sqrt(Math.abs(activations[i]));
    }
    return roots;
  }

  private interface Values {
    float[] of(StrongRegion region);
  }

  private static double[][] part(
      List<StrongRegion> regions, Values values, int from, int to, double weight) {
    int width = to - from;
    double[][] part = new double[regions.size()][width];
    for (int c = 0; c < width; c++) {
      double sum = 0;
      double squares = 0;
      for (StrongRegion region : regions) {
        double value = values.of(region)[from + c];
        sum += value;
        squares += value * value;
      }
      double mean = sum / regions.size();
      double deviation = Math.sqrt(Math.max(0, squares / regions.size() - mean * mean));
      // a value that never differs says nothing
      double scale =
          deviation > 1e-6 * (1 + Math.abs(mean)) ? Math.sqrt(weight / width) / deviation : 0;
      for (int i = 0; i < part.length; i++) {
        part[i][c] = scale * (values.of(regions.get(i))[from + c] - mean);
      }
    }
    return width > MOST ? projected(part, width) : part;
  }

  /** Projects points at random, which keeps distances (Johnson and Lindenstrauss 1984). */
  private static double[][] projected(double[][] part, int width) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] axes = new double[MOST][width];
    for (double[] axis : axes) {
      for (int c = 0; c < width; c++) {
        axis[c] = random.nextGaussian() / Math.sqrt(MOST);
      }
    }
    double[][] points = new double[part.length][MOST];
    for (int i = 0; i < part.length; i++) {
      for (int k = 0; k < MOST; k++) {
        points[i][k] = Distance.product(part[i], axes[k]);
      }
    }
    return points;
  }
}
