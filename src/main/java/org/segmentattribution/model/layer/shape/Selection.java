package org.segmentattribution.model.layer.shape;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.segmentattribution.model.engine.NativeArrays;
import org.segmentattribution.model.layer.BroadcastShapes;
import org.segmentattribution.model.layer.GraphWriter;
import org.segmentattribution.model.layer.Layer;

/**
 * Selects values at any places along one axis, in any order: ONNX {@code Gather} with constant
 * indices.
 */
public final class Selection extends Layer {
  /** Up to so many groups of neighbours are copied group by group, which is faster. */
  private static final int MOST_RUNS = 16;

  private final int axis;
  private final long[] places;

  /** Creates the layer; places count from 0. */
  public Selection(String name, int axis, long... places) {
    super(name);
    this.axis = axis;
    this.places = places.clone();
  }

  @Override
  public String operator() {
    return "Gather";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return BroadcastShapes.with(inputs.get(0), axis, places.length);
  }

  @Override
  public NDArray forward(NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    if (runs() > MOST_RUNS) {
      NDArray index = NativeArrays.indices(x.getManager(), places, new Shape(places.length));
      return x.get(new NDIndex(":,".repeat(axis) + "{}", index));
    }
    try (NDList parts = new NDList()) {
      for (int k = 0; k < places.length; ) {
        // neighbours are copied together
        int to = k + 1;
        while (to < places.length && places[to] == places[to - 1] + 1) {
          to++;
        }
        parts.add(x.get(new NDIndex(":,".repeat(axis) + places[k] + ":" + (places[to - 1] + 1))));
        k = to;
      }
      return NDArrays.concat(parts, axis);
    }
  }

  /** How many groups of neighbours there are. */
  private int runs() {
    int runs = 1;
    for (int k = 1; k < places.length; k++) {
      runs += places[k] == places[k - 1] + 1 ? 0 : 1;
    }
    return runs;
  }

  @Override
  public void write(GraphWriter writer) {
    writer.add(name(), operator()).constant("places", places).integer("axis", axis);
  }
}
