package org.segmentattribution.suspect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.hdbscan.HdbscanModel;
import org.tribuo.clustering.hdbscan.HdbscanTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.DistanceType;
import org.tribuo.math.neighbour.NeighboursQueryFactoryType;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Clusters of points that lie close together, in a surrounding of others: HDBSCAN* (Campello et al.
 * 2015), as Tribuo computes it. Points in no cluster are noise. The result depends on the points
 * and their order alone.
 *
 * @param least smallest number of points of a cluster
 */
record DensityClusters(int least) {
  /** Label of points in no cluster. */
  static final int NOISE = -1;

  /** Tribuo's label of points in no cluster. */
  private static final int TRIBUO_NOISE = 0;

  /** Neighbours, with the point itself, that tell how dense its surrounding is. */
  private static final int NEIGHBOURS = 5;

  static {
    Logger.getLogger(HdbscanTrainer.class.getName()).setLevel(Level.WARNING);
  }

  /** Returns for each point the number of its cluster, from 0 in order of points, or noise. */
  int[] of(double[][] points) {
    int[] labels = new int[points.length];
    Arrays.fill(labels, NOISE);
    if (points.length < 2 * least) {
      return labels;
    }
    ClusteringFactory factory = new ClusteringFactory();
    MutableDataset<ClusterID> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("regions", factory), factory);
    String[] names = names(points[0].length);
    for (double[] point : points) {
      // zeros are kept, so that all points are dense
      data.add(new ArrayExample<>(ClusteringFactory.UNASSIGNED_CLUSTER_ID, names, point));
    }
    HdbscanModel model =
        new HdbscanTrainer(
                least,
                DistanceType.L2.getDistance(),
                Math.min(NEIGHBOURS, points.length - 1),
                1,
                NeighboursQueryFactoryType.BRUTE_FORCE)
            .train(data);
    List<Integer> found = model.getClusterLabels();
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int i = 0; i < labels.length; i++) {
      int label = found.get(i);
      labels[i] =
          label == TRIBUO_NOISE ? NOISE : numbers.computeIfAbsent(label, of -> numbers.size());
    }
    return labels;
  }

  private static String[] names(int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = String.format("f%04d", i);
    }
    return names;
  }
}
