package org.segmentattribution.model.layer.shape;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;

/**
 * ONNX {@code Flatten}, {@code Reshape}, {@code Squeeze} or {@code Unsqueeze}: changes the shape of
 * each image's values. The first axis counts images, or a fixed number of rows for each image.
 */
public final class Reshaping extends Layer {
  private final long before;
  private final long after;
  private final Shape shape;

  /**
   * Creates the layer; the shape is that of one image's values, without the first axis, which
   * counts images.
   */
  public Reshaping(String name, Shape shape) {
    this(name, 1, 1, shape);
  }

  /**
   * Creates a layer that changes the number of rows for each image along the first axis.
   *
   * @param before rows of an image in the input
   * @param after rows of an image in the output
   * @param shape shape of a row
   */
  public Reshaping(String name, long before, long after, Shape shape) {
    super(name);
    this.before = before;
    this.after = after;
    this.shape = shape;
  }

  /**
   * Returns this layer with length {@code now} for each axis of length {@code size} of an image.
   */
  public Reshaping withSize(long size, long now) {
    long[] other = shape.getShape().clone();
    for (int axis = 0; axis < other.length; axis++) {
      other[axis] = other[axis] == size ? now : other[axis];
    }
    return new Reshaping(name(), before, after, new Shape(other));
  }

  @Override
  public String operator() {
    return "Reshape";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return new Shape(inputs.get(0).get(0) / before * after).addAll(shape);
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    return x.reshape(shape(List.of(x.getShape())));
  }

  @Override
  public void write(GraphWriter writer) {
    // 0: as many as in the input
    Shape all = new Shape(before == after ? 0 : -1).addAll(shape);
    writer.add(name(), operator()).constant("shape", all.getShape());
  }
}
