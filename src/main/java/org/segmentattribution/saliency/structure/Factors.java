package org.segmentattribution.saliency.structure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LeakyRelu;
import org.segmentattribution.model.layer.Power;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.Softmax;
import org.segmentattribution.model.layer.WeightedLayer;

/** Tells what the factors of a product are, from the layers that make them. */
final class Factors {
  /** Layers of one activation, at most: no exporter writes more, and a file may have many. */
  private static final int LARGEST = 64;

  private final List<LayerGraph.Step> steps;

  Factors(LayerGraph graph) {
    steps = graph.steps();
  }

  private Layer maker(int value) {
    return value == 0 ? null : steps.get(value - 1).layer();
  }

  private List<Integer> inputs(int value) {
    return steps.get(value - 1).inputs();
  }

  /**
   * Returns whether a factor is made from the other, value by value, as in x · σ(x): the product is
   * then one activation.
   */
  boolean activates(int signal, int factor) {
    int source = unscaled(signal);
    Deque<Integer> open = new ArrayDeque<>(List.of(factor));
    Set<Integer> seen = new HashSet<>();
    while (!open.isEmpty()) {
      int value = open.pop();
      if (value == source || !seen.add(value)) {
        continue;
      }
      if (value == 0 || seen.size() > LARGEST || !valueByValue(maker(value))) {
        return false;
      }
      open.addAll(inputs(value));
    }
    return true;
  }

  private int unscaled(int value) {
    int source = value;
    while (maker(source) instanceof Scale scale && Scales.onlyMultiplies(scale)) {
      source = inputs(source).get(0);
    }
    return source;
  }

  private static boolean valueByValue(Layer layer) {
    return layer instanceof Scale
        || layer instanceof Elementwise
        || layer instanceof Clipping
        || layer instanceof Power
        || layer instanceof Relu
        || layer instanceof LeakyRelu
        || layer instanceof Arithmetic
        || layer instanceof Addition;
  }

  /** Returns whether a value is a sigmoid, hard sigmoid or softmax, moved, scaled or multiplied. */
  boolean gates(int value) {
    return gates(value, 0);
  }

  private boolean gates(int value, int depth) {
    int source = carried(value);
    Layer layer = maker(source);
    if (layer == null || depth > LARGEST) {
      return false;
    }
    if (multiplies(layer)) {
      return inputs(source).stream().allMatch(from -> gates(from, depth + 1));
    }
    boolean sigmoid = layer instanceof Elementwise && layer.operator().equals("Sigmoid");
    boolean hard = layer instanceof Clipping c && c.low() == 0 && Float.isFinite(c.high());
    return sigmoid || hard || layer instanceof Softmax;
  }

  /** Returns whether a value divides by something of the image, such as a deviation. */
  boolean normalises(int value) {
    int source = carried(value);
    if (maker(source) instanceof Elementwise && maker(source).operator().equals("Sqrt")) {
      source = carried(inputs(source).get(0));
    }
    Layer layer = maker(source);
    boolean inverse = layer instanceof Power power && power.negative();
    return inverse || (layer != null && layer.operator().equals("Div"));
  }

  /** Returns whether a value is made of the weights of attention, moved or mixed over heads. */
  boolean attends(int value) {
    int source = value;
    while (carries(maker(source)) || maker(source) instanceof WeightedLayer) {
      source = inputs(source).get(0);
    }
    return maker(source) instanceof Softmax;
  }

  /** Returns the value of which another is only a moved and scaled form. */
  private int carried(int value) {
    int source = value;
    while (carries(maker(source))) {
      source = inputs(source).get(0);
    }
    return source;
  }

  private static boolean carries(Layer layer) {
    return layer instanceof Scale || (layer != null && LayerKinds.moves(layer));
  }

  static boolean multiplies(Layer layer) {
    return layer instanceof Arithmetic && layer.operator().equals("Mul");
  }
}
