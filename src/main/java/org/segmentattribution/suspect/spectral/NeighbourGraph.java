package org.segmentattribution.suspect.spectral;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The graph of nearest neighbours of some points, as CoRelAy makes it: an edge to each of the
 * nearest neighbours by Euclidean distance, and the mean of the graph and its transpose.
 *
 * @param affinity 1 where both points are neighbours of each other, one half where one of them is
 */
record NeighbourGraph(RealMatrix affinity) {
  /**
   * Makes the graph.
   *
   * @param neighbours of each point; at most all others
   */
  static NeighbourGraph of(float[][] points, int neighbours) {
    int count = points.length;
    int most = Math.min(neighbours, count - 1);
    double[][] affinity = new double[count][count];
    for (int i = 0; i < count; i++) {
      double[] distances = new double[count];
      for (int k = 0; k < count; k++) {
        distances[k] = squared(points[i], points[k]);
      }
      int self = i;
      int[] order =
          IntStream.range(0, count)
              .filter(k -> k != self)
              .boxed()
              .sorted(Comparator.comparingDouble(k -> distances[k]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int k : Arrays.copyOf(order, most)) {
        affinity[i][k] += 0.5;
        affinity[k][i] += 0.5;
      }
    }
    return new NeighbourGraph(new Array2DRowRealMatrix(affinity, false));
  }

  private static double squared(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  /** Returns I - D^(-1/2) A D^(-1/2), the symmetric normalised Laplacian. */
  RealMatrix laplacian() {
    int count = affinity.getRowDimension();
    double[] root = new double[count];
    for (int i = 0; i < count; i++) {
      root[i] = 1 / Math.sqrt(Arrays.stream(affinity.getRow(i)).sum());
    }
    double[][] laplacian = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < count; k++) {
        laplacian[i][k] = (i == k ? 1 : 0) - root[i] * affinity.getEntry(i, k) * root[k];
      }
    }
    return new Array2DRowRealMatrix(laplacian, false);
  }
}
