package org.segmentattribution.model.layer.shape;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;

/** A part of an activation along one axis: ONNX {@code Slice}, {@code Split} or {@code Gather}. */
public final class Slice extends Layer {
  private final int axis;
  private final long from;
  private final long to;
  private final long step;

  /** Creates a layer that takes the values from {@code from} on, before {@code to}. */
  public Slice(String name, int axis, long from, long to) {
    this(name, axis, from, to, 1);
  }

  /**
   * Creates a layer that takes every {@code step}-th value from {@code from} on, before {@code to};
   * {@code step} is at least 1.
   */
  public Slice(String name, int axis, long from, long to, long step) {
    super(name);
    this.axis = axis;
    this.from = from;
    this.to = to;
    this.step = step;
  }

  @Override
  public String operator() {
    return "Slice";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return BroadcastShapes.with(inputs.get(0), axis, (to - from - 1) / step + 1);
  }

  @Override
  public NDArray forward(NDList inputs) {
    String each = step == 1 ? "" : ":" + step;
    return inputs.singletonOrThrow().get(new NDIndex(":,".repeat(axis) + from + ":" + to + each));
  }

  @Override
  public void write(GraphWriter writer) {
    GraphWriter.Node node =
        writer
            .add(name(), operator())
            .constant("starts", new long[] {from})
            .constant("ends", new long[] {to})
            .constant("axes", new long[] {axis});
    if (step != 1) {
      node.constant("steps", new long[] {step});
    }
  }
}
