package org.segmentattribution.model.layer.shape;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;

/**
 * ONNX {@code Flatten}, {@code Reshape}, {@code Squeeze} or {@code Unsqueeze}: each image's values
 * in another shape. The first axis is the images', or holds a number of rows of each.
 */
public final class Reshaping extends Layer {
  private final long before;
  private final long after;
  private final Shape shape;

  /** The shape of one image's values, without the axis of the images, which is the first. */
  public Reshaping(String name, Shape shape) {
    this(name, 1, 1, shape);
  }

  /**
   * With more or fewer rows of each image along the first axis.
   *
   * @param before rows of an image that come in
   * @param after rows of an image that go out
   * @param shape of a row
   */
  public Reshaping(String name, long before, long after, Shape shape) {
    super(name);
    this.before = before;
    this.after = after;
    this.shape = shape;
  }

  /** The same where an axis, not that of the images, has another length. */
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
    // 0: as many as come in
    Shape all = new Shape(before == after ? 0 : -1).addAll(shape);
    writer.add(name(), operator()).constant("shape", all.getShape());
  }
}
