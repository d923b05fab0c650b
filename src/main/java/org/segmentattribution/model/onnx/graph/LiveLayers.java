package org.segmentattribution.model.onnx.graph;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.mask.Comparison;
import org.segmentattribution.model.layer.shape.Repetition;

/** Finds the layers that a value depends on. */
final class LiveLayers {
  private LiveLayers() {}

  /** The graph that ends with a value, without the layers that it does not need. */
  static LayerGraph of(List<LayerGraph.Step> steps, int result) {
    boolean[] needed = new boolean[steps.size() + 1];
    needed[result] = true;
    for (int number = result; number > 0; number--) {
      if (needed[number]) {
        steps.get(number - 1).inputs().forEach(from -> needed[from] = true);
      }
    }
    int[] numbers = new int[steps.size() + 1];
    List<LayerGraph.Step> live = new ArrayList<>();
    for (int number = 1; number <= result; number++) {
      if (needed[number]) {
        LayerGraph.Step step = steps.get(number - 1);
        List<Integer> inputs = step.inputs().stream().map(from -> numbers[from]).toList();
        live.add(new LayerGraph.Step(step.layer(), inputs));
        numbers[number] = live.size();
      }
    }
    return new LayerGraph(live);
  }

  /**
   * Whether a value depends on more of the input than the number of images.
   *
   * @param byMasks whether what only a comparison tells of the input counts
   */
  static boolean depends(List<LayerGraph.Step> steps, int value, boolean byMasks) {
    boolean[] depends = new boolean[value + 1];
    depends[0] = true;
    for (int number = 1; number <= value; number++) {
      LayerGraph.Step step = steps.get(number - 1);
      boolean mask = step.layer() instanceof Comparison;
      boolean constant = step.layer() instanceof Repetition || (mask && !byMasks);
      depends[number] = !constant && step.inputs().stream().anyMatch(from -> depends[from]);
    }
    return depends[value];
  }
}
