package org.segmentattribution.saliency.structure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Convolution;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.layer.shape.Repetition;
import org.segmentattribution.model.layer.shape.ZeroPadding;

/**
 * What a network does to its input before the first weights, where each resulting value is made
 * from one input value, or is a constant: moves, scales and shifts (including batch normalisation,
 * and 1x1 convolutions that take each channel once), clips. Relevance passes it as if it were
 * outside the network: the relevance of a normalised value belongs to the pixel that made it.
 */
public final class Normalisation {
  private final LayerGraph graph;
  private final Map<Layer, Integer> numbers = new IdentityHashMap<>();
  private final boolean[] part;
  private final boolean[] feeds;
  private boolean changes;
  private boolean constants;

  /**
   * Finds the layers of a network that belong to its normalisation.
   *
   * @param consumers layers that take each value
   */
  Normalisation(LayerGraph graph, List<List<Layer>> consumers) {
    this.graph = graph;
    int values = graph.steps().size() + 1;
    part = new boolean[values];
    feeds = new boolean[values];
    part[0] = true;
    for (int k = 1; k < values; k++) {
      LayerGraph.Step step = graph.steps().get(k - 1);
      boolean all = step.inputs().stream().allMatch(from -> part[from]);
      part[k] = all && normalises(step.layer(), consumers.get(k));
      if (part[k]) {
        numbers.put(step.layer(), k);
        changes |= !LayerKinds.moves(step.layer());
        constants |= step.layer() instanceof ZeroPadding || step.layer() instanceof Repetition;
      } else {
        step.inputs().forEach(from -> feeds[from] = true);
      }
    }
    feeds[values - 1] = true;
  }

  private static boolean normalises(Layer layer, List<Layer> after) {
    if (layer instanceof Convolution convolution) {
      // before an activation it is an ordinary layer
      boolean weightsFollow =
          after.stream().allMatch(l -> l instanceof WeightedLayer || LayerKinds.moves(l));
      return weightsFollow && !after.isEmpty() && convolution.scalesChannels();
    }
    if (layer instanceof Relu) {
      return after.stream().anyMatch(l -> l instanceof Scale);
    }
    return LayerKinds.moves(layer)
        || layer instanceof Scale
        || layer instanceof Clipping
        || layer instanceof Repetition;
  }

  /** Returns whether a value is the network's input or made by this normalisation. */
  boolean makes(int number) {
    return part[number];
  }

  /** Returns whether a layer belongs to this normalisation. */
  public boolean contains(Layer layer) {
    return numbers.containsKey(layer);
  }

  /** Returns whether it does more than move values. */
  public boolean changes() {
    return changes;
  }

  /** Returns whether it makes values from no input value. */
  public boolean constants() {
    return constants;
  }

  /**
   * Runs one of its layers for relevance in units: returns its value, with the derivative value ·
   * ∂handle where another layer takes it.
   *
   * @param root handle on the network's input
   */
  public NDArray run(Layer layer, NDList inputs, NDArray root) {
    int number = numbers.get(layer);
    NDArray value = Gradients.without(() -> layer.forward(inputs));
    if (!feeds[number]) {
      return value;
    }
    try (value) {
      NDArray signal = value.mul(handle(number, root));
      return Surrogate.withValue(signal, value);
    }
  }

  /** Returns handles on a layer's inputs as handles on its outputs: moved, 0 on constants. */
  public static NDArray moved(Layer layer, NDList handles) {
    if (layer instanceof Repetition) {
      return Gradients.without(() -> layer.forward(handles).mul(0));
    }
    if (layer instanceof Convolution convolution) {
      NDArray pattern = convolution.prepared("w ≠ 0", w -> w.neq(0).toType(w.getDataType(), false));
      NDArray handle = handles.singletonOrThrow();
      try (NDArray none = handle.getManager().zeros(convolution.bias().getShape())) {
        return convolution.forward(handle, pattern, none);
      }
    }
    if (layer instanceof Scale || layer instanceof Clipping || layer instanceof Relu) {
      NDArray handle = handles.singletonOrThrow();
      return handle.reshape(handle.getShape());
    }
    return layer.forward(handles);
  }

  /** Returns a handle on the network's input as a handle on one of the values. */
  NDArray handle(int number, NDArray root) {
    return carry(number, root, true);
  }

  /** Returns one of the values for another input of the network, [N, C, H, W]. */
  NDArray value(int number, NDArray input) {
    return Gradients.without(() -> carry(number, input, false));
  }

  private NDArray carry(int number, NDArray input, boolean handles) {
    Map<Integer, NDArray> made = new HashMap<>(Map.of(0, input));
    // without recursion: a path may have any number of layers
    for (int next : pathTo(number)) {
      LayerGraph.Step step = graph.steps().get(next - 1);
      NDList inputs = new NDList();
      step.inputs().forEach(from -> inputs.add(made.get(from)));
      Layer layer = step.layer();
      made.put(next, handles ? moved(layer, inputs) : layer.forward(inputs));
    }
    return made.get(number);
  }

  /** Returns the values that one depends on, in order, without the network's input. */
  private SortedSet<Integer> pathTo(int number) {
    SortedSet<Integer> path = new TreeSet<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(number));
    while (!open.isEmpty()) {
      int next = open.pop();
      if (next > 0 && path.add(next)) {
        open.addAll(graph.steps().get(next - 1).inputs());
      }
    }
    return path;
  }
}
