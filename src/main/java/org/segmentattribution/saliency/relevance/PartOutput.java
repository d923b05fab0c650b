package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.function.BiFunction;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.saliency.structure.LivePart;

/** Computes the output of a dense layer of which a part alone gets relevance. */
final class PartOutput {
  private PartOutput() {}

  /**
   * Returns the layer's values, differentiable in the part.
   *
   * @param signal [N, rows, in]
   * @param rule runs a layer on a signal
   */
  static NDArray of(
      Dense layer,
      LivePart part,
      NDArray signal,
      BiFunction<WeightedLayer, NDArray, NDArray> rule) {
    if (part.allRows()) {
      return columns(layer, part, signal, rule);
    }
    try (NDArray rows = signal.get(range(part.fromRow(), part.toRow()));
        NDArray live =
            part.allColumns() ? rule.apply(layer, rows) : columns(layer, part, rows, rule);
        NDArray value = plain(layer, signal);
        NDArray above = value.get(range(0, part.fromRow()));
        NDArray below = value.get(range(part.toRow(), part.rows()))) {
      return joined(1, above, live, below);
    }
  }

  private static NDIndex range(int from, int to) {
    return new NDIndex(":," + from + ":" + to);
  }

  private static NDArray columns(
      Dense layer,
      LivePart part,
      NDArray signal,
      BiFunction<WeightedLayer, NDArray, NDArray> rule) {
    int from = part.fromColumn();
    int to = part.toColumn();
    NDList pieces = new NDList();
    try (pieces) {
      if (from > 0) {
        pieces.add(plain(layer.part(0, from), signal));
      }
      pieces.add(rule.apply(layer.part(from, to), signal));
      if (to < part.columns()) {
        pieces.add(plain(layer.part(to, part.columns()), signal));
      }
      return NDArrays.concat(pieces, 2);
    }
  }

  private static NDArray plain(Dense layer, NDArray signal) {
    return Gradients.without(() -> layer.forward(signal, layer.weight(), layer.bias()));
  }

  /** Joins arrays, those without values left out. */
  private static NDArray joined(int axis, NDArray... arrays) {
    NDList pieces = new NDList();
    for (NDArray array : arrays) {
      if (array.size() > 0) {
        pieces.add(array);
      }
    }
    return NDArrays.concat(pieces, axis);
  }
}
