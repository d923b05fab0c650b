package org.segmentattribution.model.onnx.operator.pointwise;

import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
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
      case ELU -> {
        node.allow("alpha");
        alpha = node.real("alpha", 1);
      }
      case SELU -> {
        node.allow("alpha", "gamma");
        boolean usual =
            Math.abs(node.real("alpha", SELU_ALPHA) - SELU_ALPHA) < 1e-4
                && Math.abs(node.real("gamma", SELU_GAMMA) - SELU_GAMMA) < 1e-4;
        if (!usual) {
          throw node.refuse("alpha and gamma other than 1.67326 and 1.0507 are not supported");
        }
      }
      default -> node.allow();
    }
    graph.emit(node, new Elementwise(node.name(), function, alpha), graph.activation(node, 0));
  }
}
