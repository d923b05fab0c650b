package org.segmentattribution.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The layers of a network in an order in which they can run. Immutable; threads share it.
 *
 * @param steps step k makes value k + 1; value 0 is the input, the last value the output
 */
public record LayerGraph(List<Step> steps) {
  /**
   * A layer and the source of its inputs.
   *
   * @param layer the layer to run
   * @param inputs numbers of the values it reads
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

  /** Returns the layers in order. */
  public List<Layer> layers() {
    return steps.stream().map(Step::layer).toList();
  }

  /** Computes the output of the network; see {@link #forward(NDArray, LayerRule)}. */
  public NDArray forward(NDArray input) {
    return forward(input, LayerRule.PLAIN);
  }

  /**
   * Computes the output of the network; the rule runs every layer.
   *
   * @param input [N, C, H, W]; its manager owns all results, and a value that no later layer needs
   *     is closed at once
   * @return [N, classes]
   */
  public NDArray forward(NDArray input, LayerRule rule) {
    return walk(
        input, (layer, inputs) -> rule.apply(layer, new NDList(inputs)), value -> value.close());
  }

  /**
   * Runs the layers in order on values of any type, such as an activation with additional data.
   *
   * @param input value 0; not closed
   * @param run makes a layer's value from the values of its inputs
   * @param close called with each value that no later layer needs
   * @return the last value
   */
  public <T> T walk(T input, BiFunction<Layer, List<T>, T> run, Consumer<T> close) {
    int[] lastUse = lastUse();
    List<T> values = new ArrayList<>();
    values.add(input);
    for (int k = 0; k < steps.size(); k++) {
      List<Integer> from = steps.get(k).inputs();
      values.add(run.apply(steps.get(k).layer(), from.stream().map(values::get).toList()));
      for (int number : Set.copyOf(from)) {
        if (number > 0 && lastUse[number] == k) {
          close.accept(values.set(number, null));
        }
      }
    }
    return values.get(steps.size());
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
