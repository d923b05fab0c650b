package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * Layers in an order in which they can be run. Immutable; threads share it.
 *
 * @param steps step k makes value k + 1; value 0 is the input, the last value the output
 */
public record LayerGraph(List<Step> steps) {
  /**
   * A layer and where its inputs come from.
   *
   * @param layer what is run
   * @param inputs numbers of the values it takes
   */
  public record Step(Layer layer, List<Integer> inputs) {
    /** Copies the list. */
    public Step {
      inputs = List.copyOf(inputs);
    }
  }

  /** Copies the list. */
  public LayerGraph {
    steps = List.copyOf(steps);
  }

  /** The layers, in order. */
  public List<Layer> layers() {
    return steps.stream().map(Step::layer).toList();
  }

  /** Output of the network; see {@link #forward(NDArray, LayerRule)}. */
  public NDArray forward(NDArray input) {
    return forward(input, LayerRule.PLAIN);
  }

  /**
   * Output of the network with every layer run by the rule.
   *
   * @param input [N, C, H, W]; everything made on the way lives in its manager, and what no later
   *     layer needs is closed at once
   * @return [N, classes]
   */
  public NDArray forward(NDArray input, LayerRule rule) {
    int[] lastUse = lastUse();
    NDArray[] values = new NDArray[steps.size() + 1];
    values[0] = input;
    for (int k = 0; k < steps.size(); k++) {
      NDList inputs = new NDList();
      for (int from : steps.get(k).inputs()) {
        inputs.add(values[from]);
      }
      values[k + 1] = rule.apply(steps.get(k).layer(), inputs);
      for (int from : steps.get(k).inputs()) {
        if (from > 0 && lastUse[from] == k) {
          values[from].close();
        }
      }
    }
    return values[steps.size()];
  }

  private int[] lastUse() {
    int[] last = new int[steps.size() + 1];
    for (int k = 0; k < steps.size(); k++) {
      for (int from : steps.get(k).inputs()) {
        last[from] = k;
      }
    }
    return last;
  }
}
