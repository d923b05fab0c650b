package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.segmentattribution.model.Addition;
import org.segmentattribution.model.AveragePooling;
import org.segmentattribution.model.Clipping;
import org.segmentattribution.model.Concatenation;
import org.segmentattribution.model.GlobalAveragePooling;
import org.segmentattribution.model.Gradients;
import org.segmentattribution.model.Layer;
import org.segmentattribution.model.LayerGraph;
import org.segmentattribution.model.MaxPooling;
import org.segmentattribution.model.Mean;
import org.segmentattribution.model.Relu;
import org.segmentattribution.model.Reshaping;
import org.segmentattribution.model.Scale;
import org.segmentattribution.model.Slice;
import org.segmentattribution.model.Transposition;
import org.segmentattribution.model.WeightedLayer;
import org.segmentattribution.model.ZeroPadding;

/** What can be told of a network's layers without running it. Immutable; threads share it. */
final class NetworkStructure {
  private final LayerGraph graph;
  private final Map<Layer, Facts> facts = new IdentityHashMap<>();

  /**
   * Of a layer.
   *
   * @param of the network
   * @param input number of the value that it takes
   * @param nonNegative whether its inputs are never negative
   * @param rectified whether nothing but ReLUs takes its output
   * @param first whether it takes the network's input, at most moved or scaled, and has weights
   * @param bottleneck whether all that follows depends on its output alone, and it neither pools
   *     nor just moves values
   */
  record Facts(
      NetworkStructure of,
      int input,
      boolean nonNegative,
      boolean rectified,
      boolean first,
      boolean bottleneck) {

    /** A handle on the network's input as a handle on this first layer's: moved, not scaled. */
    NDArray handle(NDArray handle) {
      return of.carry(input, handle, false);
    }

    /** A value of the network's input, [N, C, H, W], as it reaches this first layer. */
    NDArray carried(NDArray value) {
      return Gradients.without(() -> of.carry(input, value, true));
    }
  }

  NetworkStructure(LayerGraph graph) {
    this.graph = graph;
    List<LayerGraph.Step> steps = graph.steps();
    List<List<Layer>> consumers = new ArrayList<>();
    boolean[] nonNegative = new boolean[steps.size() + 1];
    boolean[] moved = new boolean[steps.size() + 1];
    moved[0] = true;
    consumers.add(new ArrayList<>());
    for (int k = 0; k < steps.size(); k++) {
      LayerGraph.Step step = steps.get(k);
      consumers.add(new ArrayList<>());
      step.inputs().forEach(from -> consumers.get(from).add(step.layer()));
      boolean inputsAre = step.inputs().stream().allMatch(from -> nonNegative[from]);
      nonNegative[k + 1] = rectifies(step.layer()) || (inputsAre && keepsSign(step.layer()));
      boolean moves = moves(step.layer()) || step.layer() instanceof Scale;
      moved[k + 1] = moves && step.inputs().stream().allMatch(from -> moved[from]);
    }
    int[] lastUse = lastUseBefore(steps);
    for (int k = 0; k < steps.size(); k++) {
      LayerGraph.Step step = steps.get(k);
      int input = step.inputs().get(0);
      List<Layer> after = consumers.get(k + 1);
      boolean rectified =
          !after.isEmpty() && after.stream().allMatch(layer -> layer instanceof Relu);
      boolean weights = step.layer() instanceof WeightedLayer && !(step.layer() instanceof Scale);
      boolean first = weights && moved[input];
      boolean makes = !moves(step.layer()) || step.layer() instanceof Concatenation;
      boolean pools = averages(step.layer()) || step.layer() instanceof MaxPooling;
      boolean bottleneck = makes && !pools && lastUse[k + 1] <= k;
      facts.put(
          step.layer(), new Facts(this, input, nonNegative[input], rectified, first, bottleneck));
    }
  }

  /** For each value the last step that takes one before it. */
  private static int[] lastUseBefore(List<LayerGraph.Step> steps) {
    int[] last = new int[steps.size() + 2];
    for (int k = 0; k < steps.size(); k++) {
      for (int from : steps.get(k).inputs()) {
        last[from + 1] = k;
      }
    }
    for (int number = 1; number < last.length; number++) {
      last[number] = Math.max(last[number], last[number - 1]);
    }
    return last;
  }

  List<Layer> layers() {
    return graph.layers();
  }

  Facts of(Layer layer) {
    return facts.get(layer);
  }

  private static boolean rectifies(Layer layer) {
    return layer instanceof Relu || (layer instanceof Clipping clip && clip.low() >= 0);
  }

  private static boolean keepsSign(Layer layer) {
    return moves(layer)
        || layer instanceof MaxPooling
        || averages(layer)
        || layer instanceof Addition;
  }

  /** Whether a layer only moves values. */
  private static boolean moves(Layer layer) {
    return layer instanceof Reshaping
        || layer instanceof Transposition
        || layer instanceof ZeroPadding
        || layer instanceof Slice
        || layer instanceof Concatenation;
  }

  /** Whether a layer is average pooling. */
  static boolean averages(Layer layer) {
    return layer instanceof AveragePooling
        || layer instanceof GlobalAveragePooling
        || layer instanceof Mean;
  }

  private NDArray carry(int number, NDArray input, boolean scaled) {
    Map<Integer, NDArray> values = new HashMap<>();
    values.put(0, input);
    // not by recursion: a path may have any number of layers
    for (int made : pathTo(number)) {
      LayerGraph.Step step = graph.steps().get(made - 1);
      NDList inputs = new NDList();
      step.inputs().forEach(from -> inputs.add(values.get(from)));
      values.put(
          made,
          step.layer() instanceof Scale && !scaled
              ? inputs.singletonOrThrow()
              : step.layer().forward(inputs));
    }
    return values.get(number);
  }

  /** The values that one depends on, in order, without the network's input. */
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
