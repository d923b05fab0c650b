package org.segmentattribution.model.onnx.operator.pointwise;

import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.graph.ScaleShift;
import org.segmentattribution.model.onnx.operator.OnnxOperator;

/**
 * Emits an operator that is one function of each value.
 *
 * @param function of the layer
 */
record FunctionEmitter(Elementwise.Function function) implements OnnxOperator.Emitter {
  /** The constants of Klambauer et al. 2017, as ONNX rounds them. */
  private static final float SELU_ALPHA = 1.67326f;

  private static final float SELU_GAMMA = 1.0507f;

  @Override
  public void emit(NodeReader node, GraphBuilder graph) {
    float alpha = 1;
    switch (function) {
      case ELU, THRESHOLDED_RELU -> {
        node.allow("alpha");
        alpha = node.real("alpha", 1);
      }
      case SELU -> {
        if (scaledElu(node, graph)) {
          return;
        }
      }
      default -> node.allow();
    }
    graph.emit(node, new Elementwise(node.name(), function, alpha), graph.activation(node, 0));
  }

  /** Adds a Selu of other constants than the usual ones: γ · ELU. Older files round them. */
  private static boolean scaledElu(NodeReader node, GraphBuilder graph) {
    node.allow("alpha", "gamma");
    float alpha = node.real("alpha", SELU_ALPHA);
    float gamma = node.real("gamma", SELU_GAMMA);
    if (Math.abs(alpha - SELU_ALPHA) < 1e-4 && Math.abs(gamma - SELU_GAMMA) < 1e-4) {
      return false;
    }
    Elementwise elu = new Elementwise(node.name(), Elementwise.Function.ELU, alpha);
    graph.emit(node, elu, graph.activation(node, 0));
    new ScaleShift(graph).times(node, gamma);
    return true;
  }
}
