package org.segmentattribution.model.layer.fuse;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;

/**
 * Puts one layer in place of several that compute one known function: GELU, SiLU, hard swish, Mish
 * or layer normalisation. What is computed stays equal up to rounding.
 *
 * @param graph of fewer or equally many layers
 * @param numbers the new number of each value of the old graph; -1 where the value is gone
 */
public record LayerFusion(LayerGraph graph, List<Integer> numbers) {
  /** Copies the list. */
  public LayerFusion {
    numbers = List.copyOf(numbers);
  }

  /**
   * Fuses what can be fused. A value that other layers take too is kept, and so are the layers that
   * make it.
   *
   * @param image shape of the input for one image, (1, C, H, W)
   * @param manager will own new weights
   */
  public static LayerFusion of(LayerGraph graph, Shape image, NDManager manager) {
    List<Recogniser> recognisers = List.of(new ActivationRecogniser(), new NormRecogniser(manager));
    RegionSearch search = new RegionSearch(graph, GraphShapes.of(graph, image));
    int count = graph.steps().size();
    LayerGraph.Step[] steps = graph.steps().toArray(LayerGraph.Step[]::new);
    boolean[] gone = new boolean[count + 1];
    List<List<Layer>> instead = new ArrayList<>();
    for (int value = 0; value <= count; value++) {
      instead.add(List.of());
    }
    // the last first: a normalisation with its scale and shift also ends before these
    for (int value = count; value > 0; value--) {
      Optional<RegionSearch.Found> found =
          gone[value] ? Optional.empty() : search.endingIn(value, recognisers);
      if (found.isPresent()) {
        Region region = found.get().region();
        region.inner().forEach(inner -> gone[inner] = true);
        instead.set(value, found.get().layers());
        steps[value - 1] = new LayerGraph.Step(steps[value - 1].layer(), List.of(region.input()));
      }
    }
    return renumbered(steps, gone, instead);
  }

  private static LayerFusion renumbered(
      LayerGraph.Step[] steps, boolean[] gone, List<List<Layer>> instead) {
    Integer[] numbers = new Integer[steps.length + 1];
    Arrays.fill(numbers, -1);
    numbers[0] = 0;
    List<LayerGraph.Step> left = new ArrayList<>();
    for (int value = 1; value <= steps.length; value++) {
      if (gone[value]) {
        continue;
      }
      LayerGraph.Step step = steps[value - 1];
      List<Integer> inputs = step.inputs().stream().map(from -> numbers[from]).toList();
      List<Layer> layers =
          instead.get(value).isEmpty() ? List.of(step.layer()) : instead.get(value);
      for (Layer layer : layers) {
        left.add(new LayerGraph.Step(layer, inputs));
        inputs = List.of(left.size());
      }
      numbers[value] = left.size();
    }
    return new LayerFusion(new LayerGraph(left), Arrays.asList(numbers));
  }
}
