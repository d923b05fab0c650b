package org.segmentattribution.model.onnx;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerNormalization;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Repetition;
import org.segmentattribution.model.layer.shape.Reshaping;
import org.segmentattribution.model.layer.shape.Transposition;

/**
 * Finds the arrays of a network that training changes. A file does not say which of its constants
 * were learned, so kinds of layers do: weights and biases of convolutions and dense layers, scales
 * and shifts of layer normalisations and, in a sequence of tokens, the class token and the
 * positions. Other constants stay as they are: halves and roots of a GELU, masks, the normalisation
 * of the input, and batch normalisation that no layer absorbed.
 */
final class LearnedArrays {
  /** Axes of tokens: images, tokens, features. */
  private static final int TOKENS = 3;

  private final LayerGraph graph;

  LearnedArrays(LayerGraph graph) {
    this.graph = graph;
  }

  /** The arrays, in the order of the layers. */
  List<NDArray> inOrder() {
    List<NDArray> learned = new ArrayList<>();
    for (LayerGraph.Step step : graph.steps()) {
      Layer layer = step.layer();
      if (layer instanceof Scale scale) {
        if (isPositions(scale, step)) {
          learned.add(scale.bias());
        }
      } else if (layer instanceof WeightedLayer weighted) {
        learned.add(weighted.weight());
        learned.add(weighted.bias());
      } else if (layer instanceof LayerNormalization norm) {
        learned.add(norm.scale());
        learned.add(norm.shift());
      } else if (layer instanceof Concatenation joined && joined.axis() == 1) {
        step.inputs().stream().filter(this::isClassToken).forEach(i -> learned.add(token(i)));
      }
    }
    return learned;
  }

  private Layer layer(int value) {
    return value == 0 ? null : graph.steps().get(value - 1).layer();
  }

  /** Whether a value is a constant row or two beside tokens, not padding with zeros. */
  private boolean isClassToken(int value) {
    if (!(layer(value) instanceof Repetition repetition)) {
      return false;
    }
    NDArray token = repetition.value();
    if (token.getShape().dimension() != TOKENS) {
      return false;
    }
    for (float number : token.toFloatArray()) {
      if (number != 0) {
        return true;
      }
    }
    return false;
  }

  private NDArray token(int value) {
    return ((Repetition) layer(value)).value();
  }

  /** Whether a layer adds a row to each token, with nothing but moves since the patches. */
  private boolean isPositions(Scale scale, LayerGraph.Step step) {
    var shape = scale.bias().getShape();
    boolean rows = shape.dimension() == TOKENS && shape.get(1) > 1 && shape.get(2) > 1;
    return rows && scale.adds() && fromPatches(step.inputs().get(0));
  }

  private boolean fromPatches(int value) {
    Layer layer = layer(value);
    if (layer instanceof Repetition) {
      return true;
    }
    if (layer instanceof WeightedLayer weighted && !(weighted instanceof Scale)) {
      return true;
    }
    boolean moves =
        layer instanceof Concatenation
            || layer instanceof Reshaping
            || layer instanceof Transposition;
    return moves && graph.steps().get(value - 1).inputs().stream().allMatch(this::fromPatches);
  }
}
