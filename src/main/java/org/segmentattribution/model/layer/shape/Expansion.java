package org.segmentattribution.model.layer.shape;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;

/** ONNX {@code Expand} of an activation: axes of length 1 are repeated. */
public final class Expansion extends Layer {
  private final Shape shape;

  /**
   * Creates the layer; the shape is the one to broadcast an image's values to, without the axis of
   * the images.
   */
  public Expansion(String name, Shape shape) {
    super(name);
    this.shape = shape;
  }

  @Override
  public String operator() {
    return "Expand";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return BroadcastShapes.joined(inputs.get(0), new Shape(1).addAll(shape));
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    return x.broadcast(new Shape(x.getShape().get(0)).addAll(shape));
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), operator()).constant("shape", new Shape(1).addAll(shape).getShape());
  }
}
