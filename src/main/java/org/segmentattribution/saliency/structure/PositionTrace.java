package org.segmentattribution.saliency.structure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.AveragePooling;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.MatrixProduct;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.model.layer.shape.Repetition;

/**
 * Follows the places of an image through a network, in any order of axes: planes, planes with the
 * channels last, rows of patches, windows of them.
 */
final class PositionTrace {
  private final List<Positions> made = new ArrayList<>();

  /** A value of one image with its places. */
  private record Traced(NDArray value, Positions positions) {}

  /**
   * Runs a network on one image.
   *
   * @param input [1, C, H, W]; all new arrays live in its manager
   */
  PositionTrace(LayerGraph graph, NDArray input) {
    Positions first = Positions.planes(input.getManager(), input.getShape(), false);
    Traced start = new Traced(input, first);
    Gradients.without(() -> graph.walk(start, this::run, traced -> traced.value().close()));
  }

  /** Returns the positions of the output of layer {@code step}. */
  Positions of(int step) {
    return made.get(step);
  }

  private Traced run(Layer layer, List<Traced> inputs) {
    NDList values = new NDList();
    inputs.forEach(input -> values.add(input.value()));
    NDArray value = layer.forward(values);
    Positions[] from = inputs.stream().map(Traced::positions).toArray(Positions[]::new);
    Positions positions = after(layer, from, value.getShape(), value.getManager());
    made.add(positions);
    return new Traced(value, positions);
  }

  private static Positions after(Layer layer, Positions[] from, Shape out, NDManager scope) {
    Positions first = from[0];
    if (layer instanceof Repetition) {
      return Positions.all(scope, out, Positions.NONE);
    }
    if (LayerKinds.moves(layer)) {
      return Positions.moved(layer, from);
    }
    if (layer instanceof Convolution
        || layer instanceof MaxPooling
        || layer instanceof AveragePooling) {
      return first.window(out);
    }
    if (layer instanceof Dense) {
      return first.reduced(true, out.dimension() - 1).broadcast(out);
    }
    if (layer instanceof MatrixProduct) {
      int last = out.dimension() - 1;
      Positions rows = first.reduced(false, last);
      boolean placed = rows.tags().gte(Positions.FIRST).any().getBoolean();
      return (placed ? rows : from[1].reduced(false, last - 1)).broadcast(out);
    }
    Shape in = first.tags().getShape();
    if (from.length > 1) {
      Positions joined = first;
      for (int i = 1; i < from.length; i++) {
        joined = joined.joined(from[i], out);
      }
      return joined;
    }
    if (in.equals(out)) {
      return first;
    }
    boolean reduces =
        in.dimension() == out.dimension()
            && IntStream.range(0, in.dimension())
                .allMatch(i -> out.get(i) == 1 || out.get(i) == in.get(i));
    return reduces
        ? first.reduced(true, axes(in, out))
        : Positions.all(scope, out, Positions.MIXED);
  }

  private static int[] axes(Shape in, Shape out) {
    return IntStream.range(0, in.dimension()).filter(i -> in.get(i) != out.get(i)).toArray();
  }
}
