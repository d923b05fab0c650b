package org.segmentattribution.suspect.spectral;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Spectral clusters of maps (Lapuschkin et al. 2019, as CoRelAy computes them): eigenvalues of the
 * symmetric normalised Laplacian of the graph of nearest neighbours; the largest gap between the
 * smallest of them gives the number of clusters; k-means of the rows of as many eigenvectors, each
 * row scaled to length 1.
 *
 * @param eigenvalues the smallest ones, ascending
 * @param clusters number of clusters; 1 where there is no gap
 * @param labels cluster of each map, from 0
 */
public record SpectralClusters(double[] eigenvalues, int clusters, int[] labels) {
  /** Neighbours of a map, as in CoRelAy. */
  public static final int NEIGHBOURS = 10;

  /** Largest number of eigenvalues that are looked at. */
  public static final int MOST = 16;

  /** Fewest maps that can be clustered. */
  public static final int FEWEST = 8;

  /**
   * Clusters maps.
   *
   * @param maps at least {@link #FEWEST}, of one length
   * @param seed of the first centres
   */
  public static SpectralClusters of(float[][] maps, long seed) {
    EigenDecomposition parts =
        new EigenDecomposition(NeighbourGraph.of(maps, NEIGHBOURS).laplacian());
    double[] all = parts.getRealEigenvalues();
    int[] order =
        IntStream.range(0, all.length)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> all[k]))
            .limit(MOST)
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = Arrays.stream(order).mapToDouble(k -> all[k]).toArray();
    int clusters = gap(values);
    double[][] rows = new double[maps.length][clusters];
    for (int k = 0; k < clusters; k++) {
      double[] vector = parts.getEigenvector(order[k]).toArray();
      for (int i = 0; i < rows.length; i++) {
        rows[i][k] = vector[i];
      }
    }
    for (double[] row : rows) {
      double length = Math.sqrt(Arrays.stream(row).map(v -> v * v).sum());
      for (int k = 0; k < row.length && length > 0; k++) {
        row[k] /= length;
      }
    }
    int[] labels = clusters == 1 ? new int[maps.length] : new LikeClusters(clusters, seed).of(rows);
    return new SpectralClusters(values, clusters, labels);
  }

  /** Returns the number of eigenvalues before the largest gap. */
  private static int gap(double[] values) {
    int best = 1;
    for (int k = 1; k < values.length; k++) {
      if (values[k] - values[k - 1] > values[best] - values[best - 1]) {
        best = k;
      }
    }
    return best;
  }
}
