package org.segmentattribution.suspect.spectral;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.exception.ConvergenceException;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.Clusterable;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.clustering.MultiKMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;

/**
 * Clusters of points that lie close together: k-means++ (Arthur and Vassilvitskii 2007), the best
 * of a few trials. The result depends on points, their order and the seed alone.
 *
 * @param count number of clusters
 * @param seed of the first centres
 */
record LikeClusters(int count, long seed) {
  private static final int TRIALS = 3;
  private static final int STEPS = 50;

  /** A point that knows its number. */
  private record Numbered(int number, double[] point) implements Clusterable {
    @Override
    public double[] getPoint() {
      return point;
    }
  }

  /** Returns for each point the number of its cluster; all 0 where there are too few points. */
  int[] of(double[][] points) {
    int[] labels = new int[points.length];
    if (points.length < 2 * count) {
      return labels;
    }
    List<Numbered> numbered = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      numbered.add(new Numbered(i, points[i]));
    }
    KMeansPlusPlusClusterer<Numbered> one =
        new KMeansPlusPlusClusterer<>(count, STEPS, new EuclideanDistance(), new Well19937c(seed));
    List<CentroidCluster<Numbered>> clusters;
    try {
      clusters = new MultiKMeansPlusPlusClusterer<>(one, TRIALS).cluster(numbered);
    } catch (ConvergenceException e) {
      // fewer different points than clusters
      return labels;
    }
    for (int c = 0; c < clusters.size(); c++) {
      int label = c;
      clusters.get(c).getPoints().forEach(of -> labels[of.number] = label);
    }
    return labels;
  }
}
