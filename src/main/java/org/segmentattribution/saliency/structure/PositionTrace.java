package org.segmentattribution.saliency.structure;

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

  /**
   * Follows the places from the shapes of layers; only layers that move values run, on the numbers
   * of the places.
   *
   * @param input [1, C, H, W]
   * @param scope where they run
   */
  PositionTrace(LayerGraph graph, Shape input, NDManager scope) {
    Positions start = Positions.planes(input, false);
    Gradients.without(
        () -> graph.walk(start, (layer, inputs) -> run(layer, inputs, scope), traced -> {}));
  }

  /** Returns the positions of the output of layer {@code step}. */
  Positions of(int step) {
    return made.get(step);
  }

  private Positions run(Layer layer, List<Positions> inputs, NDManager scope) {
    Shape out = layer.shape(inputs.stream().map(input -> input.tags().shape()).toList());
    Positions[] from = inputs.toArray(Positions[]::new);
    Positions positions =
        LayerKinds.moves(layer) ? Positions.moved(scope, layer, from) : after(layer, from, out);
    made.add(positions);
    return positions;
  }

  private static Positions after(Layer layer, Positions[] from, Shape out) {
    Positions first = from[0];
    if (layer instanceof Repetition) {
      return Positions.all(out, Positions.NONE);
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
      boolean placed = rows.tags().anyFrom(Positions.FIRST);
      return (placed ? rows : from[1].reduced(false, last - 1)).broadcast(out);
    }
    Shape in = first.tags().shape();
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
    return reduces ? first.reduced(true, axes(in, out)) : Positions.all(out, Positions.MIXED);
  }

  private static int[] axes(Shape in, Shape out) {
    return IntStream.range(0, in.dimension()).filter(i -> in.get(i) != out.get(i)).toArray();
  }
}
