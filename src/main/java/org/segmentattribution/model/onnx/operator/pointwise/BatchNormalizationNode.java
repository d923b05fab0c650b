package org.segmentattribution.model.onnx.operator.pointwise;

import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.Activation;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.ScaleShift;

/** BatchNormalization in inference mode: a scale and a shift for each channel. */
final class BatchNormalizationNode {
  private BatchNormalizationNode() {}

  static void emit(NodeReader node, GraphBuilder graph) {
    node.allow("epsilon", "momentum", "spatial", "training_mode", "consumed_inputs");
    if (node.integer("training_mode", 0) != 0 || node.integer("spatial", 1) != 1) {
      throw node.refuse("only inference over channels is supported");
    }
    Activation x = graph.activation(node, 0);
    float[][] parts = new float[4][];
    for (int i = 0; i < 4; i++) {
      parts[i] = graph.constants().weights(node, i + 1, 1).floats();
      if (x.rank() < 2 || parts[i].length != x.size(1)) {
        throw node.refuse("constants do not fit an input of shape " + x.shape());
      }
    }
    double epsilon = node.real("epsilon", 1e-5f);
    float[] scale = new float[parts[0].length];
    float[] shift = new float[scale.length];
    for (int c = 0; c < scale.length; c++) {
      double factor = parts[0][c] / Math.sqrt(parts[3][c] + epsilon);
      scale[c] = (float) factor;
      shift[c] = (float) (parts[1][c] - parts[2][c] * factor);
    }
    new ScaleShift(graph).channels(node, x, scale, shift);
  }
}
