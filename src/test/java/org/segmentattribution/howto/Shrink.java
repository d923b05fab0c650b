package org.segmentattribution.howto;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.onnx.file.NodeReader;
import org.segmentattribution.model.onnx.graph.GraphBuilder;
import org.segmentattribution.model.onnx.operator.OnnxOperator;

/** Imports {@code Shrink} without a bias: x where |x| is above lambd, 0 elsewhere. */
public final class Shrink implements OnnxOperator {
  @Override
  public String name() {
    return "Shrink";
  }

  @Override
  public void emit(NodeReader node, GraphBuilder graph) {
    node.allow("lambd");
    float lambd = node.real("lambd", 0.5f);
    if (lambd < 0) {
      throw node.refuse("lambd must not be negative");
    }
    graph.emit(node, new Gate(node.name(), lambd), graph.activation(node, 0));
  }

  /** Lets a value through or not, so x · gradient is its share (LRP-Z), as for ReLU. */
  private static final class Gate extends Layer {
    private final float lambd;

    Gate(String name, float lambd) {
      super(name);
      this.lambd = lambd;
    }

    @Override
    public String operator() {
      return "Shrink";
    }

    @Override
    public NDArray forward(NDList inputs) {
      NDArray x = inputs.singletonOrThrow();
      try (NDArray size = x.abs();
          NDArray above = size.gt(lambd);
          NDArray open = above.toType(DataType.FLOAT32, false)) {
        return x.mul(open);
      }
    }

    @Override
    public void write(GraphWriter writer) {
      writer.add(name(), operator()).real("lambd", lambd);
    }
  }
}
