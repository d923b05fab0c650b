package org.segmentattribution.model.onnx.constant;

import java.util.List;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.onnx.file.Constant;
import org.segmentattribution.model.onnx.file.NodeReader;

/**
 * BatchNormalization of a constant, with its own statistics in training mode: so exporters write
 * convolutions whose weights are standardised (Qiao et al. 2019).
 */
final class BatchStatistics {
  private BatchStatistics() {}

  /** Normalises; the second and third results are the statistics, mixed with those given. */
  static List<Constant> normalise(NodeReader node, Constants constants) {
    node.allow("epsilon", "momentum", "spatial", "training_mode");
    Constant x = constants.weights(node, 0);
    float[][] given = new float[4][];
    for (int i = 0; i < given.length; i++) {
      given[i] = constants.weights(node, i + 1, 1).floats();
      if (x.rank() < 2 || given[i].length != x.dims()[1]) {
        throw node.refuse("constants do not fit each other");
      }
    }
    int channels = given[0].length;
    int inner = (int) (BroadcastShapes.elements(x.dims()) / x.dims()[0] / channels);
    boolean own = node.integer("training_mode", 0) != 0;
    double[] mean = new double[channels];
    double[] variance = new double[channels];
    double each = x.size() / (double) channels;
    for (int i = 0; i < x.size(); i++) {
      mean[i / inner % channels] += x.floats()[i] / each;
    }
    for (int i = 0; i < x.size(); i++) {
      int c = i / inner % channels;
      variance[c] += Math.pow(x.floats()[i] - mean[c], 2) / each;
    }
    float[] made = new float[constants.room(node, x.dims())];
    double epsilon = node.real("epsilon", 1e-5f);
    for (int i = 0; i < made.length; i++) {
      int c = i / inner % channels;
      double centre = own ? mean[c] : given[2][c];
      double spread = Math.sqrt((own ? variance[c] : given[3][c]) + epsilon);
      made[i] = (float) ((x.floats()[i] - centre) / spread * given[0][c] + given[1][c]);
    }
    float momentum = node.real("momentum", 0.9f);
    return List.of(
        new Constant(x.dims(), made, null),
        mixed(given[2], mean, momentum),
        mixed(given[3], variance, momentum));
  }

  private static Constant mixed(float[] given, double[] own, float momentum) {
    float[] mixed = new float[given.length];
    for (int c = 0; c < mixed.length; c++) {
      mixed[c] = (float) (momentum * given[c] + (1 - momentum) * own[c]);
    }
    return new Constant(new long[] {mixed.length}, mixed, null);
  }
}
