package org.segmentattribution.howto;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.operator.OnnxOperator;

/** Imports {@code ThresholdedRelu}: x where it is above alpha, 0 elsewhere (Konda et al. 2014). */
public final class ThresholdedRelu implements OnnxOperator {
  @Override
  public String name() {
    return "ThresholdedRelu";
  }

  @Override
  public void emit(NodeReader node, GraphBuilder graph) {
    node.allow("alpha");
    float alpha = node.real("alpha", 1);
    if (alpha < 0) {
      throw node.refuse("alpha must not be negative");
    }
    graph.emit(node, new Gate(node.name(), alpha), graph.activation(node, 0));
  }

  /** Lets a value through or not, so x · gradient is its share (LRP-Z), as for ReLU. */
  private static final class Gate extends Layer {
    private final float alpha;

    Gate(String name, float alpha) {
      super(name);
      this.alpha = alpha;
    }

    @Override
    public String operator() {
      return "ThresholdedRelu";
    }

    @Override
    public NDArray forward(NDList inputs) {
      NDArray x = inputs.singletonOrThrow();
      try (NDArray above = x.gt(alpha);
          NDArray open = above.toType(DataType.FLOAT32, false)) {
        return x.mul(open);
      }
    }

    @Override
    public void write(GraphWriter writer) {
      writer.add(name(), operator()).real("alpha", alpha);
    }
  }
}
