package org.segmentattribution.model.layer.shape;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;

/** ONNX {@code Expand} that repeats a constant for each image, such as a class token. */
public final class Repetition extends Layer {
  private final NDArray value;

  /** Creates the layer; the value, [1, ...], belongs to the network. */
  public Repetition(String name, NDArray value) {
    super(name);
    this.value = value;
  }

  /** Returns the constant, [1, ...]; it belongs to the network. */
  public NDArray value() {
    return value;
  }

  @Override
  public String operator() {
    return "Expand";
  }

  /** Repeats the value; the network's input gives only the number of images. */
  @Override
  public NDArray forward(NDList inputs) {
    NDArray images = inputs.singletonOrThrow();
    NDArray copies =
        value.broadcast(new Shape(images.getShape().get(0)).addAll(value.getShape().slice(1)));
    copies.attach(images.getManager());
    return copies;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return new Shape(inputs.get(0).get(0)).addAll(value.getShape().slice(1));
  }

  @Override
  public void write(GraphWriter writer) {
    long[] ones = new long[value.getShape().dimension() - 1];
    Arrays.fill(ones, 1);
    writer
        .add(name(), "Shape")
        .integer("end", 1)
        .then("Concat")
        .constant("ones", ones)
        .integer("axis", 0)
        .then(operator())
        .first("value", value);
  }
}
