package org.segmentattribution.model.layer.shape;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;

/** ONNX {@code Transpose}. */
public final class Transposition extends Layer {
  private final int[] axes;

  /** Creates the layer; output axis i is input axis {@code axes[i]}, and axis 0 counts images. */
  public Transposition(String name, int[] axes) {
    super(name);
    this.axes = axes.clone();
  }

  @Override
  public String operator() {
    return "Transpose";
  }

  @Override
  public NDArray forward(NDList inputs) {
    return inputs.singletonOrThrow().transpose(axes);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return new Shape(Arrays.stream(axes).mapToLong(inputs.get(0)::get).toArray());
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), operator()).integers("perm", Arrays.stream(axes).asLongStream().toArray());
  }
}
