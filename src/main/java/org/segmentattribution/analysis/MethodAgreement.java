package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.KendallTau;
import org.segmentattribution.statistics.Spearman;
import org.segmentattribution.statistics.TopOverlap;
import org.segmentattribution.table.store.NameMatrix;

/**
 * How far two methods agree on what matters in the same images. In absolute means, a segment that
 * was not found counts as 0 under every method, so absolute agreement is too high; agreement within
 * an image, over the segments that it has, is fair.
 *
 * @param className the images' class; empty for all
 * @param methodA first method
 * @param methodB second method
 * @param segments number of segments that both have in some image
 * @param means agreement of their means
 * @param within agreement image by image
 */
record MethodAgreement(
    String className, String methodA, String methodB, int segments, Means means, Within within) {

  /**
   * Agreement of means over images.
   *
   * @param relativeTau Kendall's tau-b of relative mean attributions; NaN where not defined
   * @param relativeRho Spearman's rho of relative mean attributions
   * @param absoluteTau Kendall's tau-b of absolute mean attributions
   * @param absoluteRho Spearman's rho of absolute mean attributions
   * @param topOne share of first places by relative means that both have, 0 or 1 without ties
   * @param topThree share of the first three places that both have
   */
  record Means(
      double relativeTau,
      double relativeRho,
      double absoluteTau,
      double absoluteRho,
      double topOne,
      double topThree) {}

  /**
   * Agreement within an image.
   *
   * @param images number of images in which tau is defined
   * @param mean mean of tau-b over these images
   * @param quartiles quartiles of tau-b: 25, 50, 75 %
   */
  record Within(int images, double mean, List<Double> quartiles) {}

  private static final double[] QUARTILES = {0.25, 0.5, 0.75};

  /**
   * Compares two methods.
   *
   * @param a attributions of the first method, images by segments
   * @param b attributions of the second method, images by segments
   */
  static MethodAgreement of(
      String className, String methodA, NameMatrix a, String methodB, NameMatrix b) {
    int[][] columns = common(a.names(), b.names());
    double[] relativeA = means(a.relative(), columns[0]);
    double[] relativeB = means(b.relative(), columns[1]);
    double[] absoluteA = means(a.absolute(), columns[0]);
    double[] absoluteB = means(b.absolute(), columns[1]);
    double[] each = within(a, b, columns);
    return new MethodAgreement(
        className,
        methodA,
        methodB,
        relativeA.length,
        new Means(
            KendallTau.b(relativeA, relativeB),
            Spearman.rho(relativeA, relativeB),
            KendallTau.b(absoluteA, absoluteB),
            Spearman.rho(absoluteA, absoluteB),
            TopOverlap.of(relativeA, relativeB, 1),
            TopOverlap.of(relativeA, relativeB, 3)),
        new Within(
            each.length,
            Arrays.stream(each).average().orElse(Double.NaN),
            Arrays.stream(QUARTILES)
                .mapToObj(q -> each.length == 0 ? Double.NaN : Bootstrap.percentile(each, q))
                .toList()));
  }

  /** Returns the columns of the names that both have. */
  private static int[][] common(List<List<String>> a, List<List<String>> b) {
    int[] inA = IntStream.range(0, a.size()).filter(i -> b.contains(a.get(i))).toArray();
    return new int[][] {inA, Arrays.stream(inA).map(i -> b.indexOf(a.get(i))).toArray()};
  }

  static double[] means(double[][] rows, int[] columns) {
    return Arrays.stream(columns)
        .mapToDouble(
            c ->
                Arrays.stream(rows)
                    .mapToDouble(row -> row[c])
                    .filter(v -> !Double.isNaN(v))
                    .average()
                    .orElse(Double.NaN))
        .toArray();
  }

  /** Returns tau-b of each image that both have and where it is defined, in ascending order. */
  private static double[] within(NameMatrix a, NameMatrix b, int[][] columns) {
    Map<String, Integer> rowOfB = new HashMap<>();
    for (int i = 0; i < b.imageIds().size(); i++) {
      rowOfB.put(b.imageIds().get(i), i);
    }
    List<Double> each = new ArrayList<>();
    for (int i = 0; i < a.imageIds().size(); i++) {
      Integer other = rowOfB.get(a.imageIds().get(i));
      double tau = other == null ? Double.NaN : tau(a.relative()[i], b.relative()[other], columns);
      if (!Double.isNaN(tau)) {
        each.add(tau);
      }
    }
    return each.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private static double tau(double[] a, double[] b, int[][] columns) {
    int[] present =
        IntStream.range(0, columns[0].length)
            .filter(k -> !Double.isNaN(a[columns[0][k]]) && !Double.isNaN(b[columns[1][k]]))
            .toArray();
    return KendallTau.b(
        Arrays.stream(present).mapToDouble(k -> a[columns[0][k]]).toArray(),
        Arrays.stream(present).mapToDouble(k -> b[columns[1][k]]).toArray());
  }
}
