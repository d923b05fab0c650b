package org.segmentattribution.model.layer.shape;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;

/** ONNX {@code Concat} along any axis except that of the images. */
public final class Concatenation extends Layer {
  private final int axis;

  /** Creates the layer; axis 0 counts images. */
  public Concatenation(String name, int axis) {
    super(name);
    this.axis = axis;
  }

  /** Returns the axis along which values are joined; axis 0 counts images. */
  public int axis() {
    return axis;
  }

  @Override
  public String operator() {
    return "Concat";
  }

  @Override
  public NDArray forward(NDList inputs) {
    return NDArrays.concat(inputs, axis);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    long length = 0;
    for (Shape input : inputs) {
      BroadcastShapes.requireAlike(inputs.get(0), input, axis);
      length += input.get(axis);
    }
    return BroadcastShapes.with(inputs.get(0), axis, length);
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), operator()).integer("axis", axis);
  }
}
