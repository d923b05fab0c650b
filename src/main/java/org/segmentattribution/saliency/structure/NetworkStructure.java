package org.segmentattribution.saliency.structure;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.layer.shape.Concatenation;
import org.segmentattribution.model.layer.shape.Repetition;

/** Facts about the layers of a network that are found without running it. Threads share it. */
public final class NetworkStructure {
  private final LayerGraph graph;
  private final Normalisation normalisation;
  private final Rectifiers rectifiers;
  private FeatureLayers features;
  private Set<Layer> projections;
  private final Map<Layer, Facts> facts = new IdentityHashMap<>();
  private final Map<RelevancePaths, Roles> roles = new HashMap<>();
  private final Map<RelevancePaths, LiveParts> parts = new HashMap<>();

  /**
   * Facts about one layer.
   *
   * @param normalisation what the network does to its input before the first weights
   * @param input number of the value that the layer takes
   * @param nonNegative whether its inputs are never negative
   * @param rectified whether only ReLUs take its output
   * @param first whether it has weights and takes the network's input, directly or normalised
   * @param bottleneck whether everything after it depends only on its output, and it neither pools
   *     nor only moves values
   */
  public record Facts(
      Normalisation normalisation,
      int input,
      boolean nonNegative,
      boolean rectified,
      boolean first,
      boolean bottleneck) {

    /**
     * Returns a handle on the network's input as a handle on this first layer's input: moved, not
     * scaled.
     */
    public NDArray handle(NDArray handle) {
      return normalisation.handle(input, handle);
    }

    /** Returns a value of the network's input, [N, C, H, W], as it reaches this first layer. */
    public NDArray carried(NDArray value) {
      return normalisation.value(input, value);
    }
  }

  /** Examines the layers of a network, in order. */
  public NetworkStructure(LayerGraph graph) {
    this.graph = graph;
    List<LayerGraph.Step> steps = graph.steps();
    List<List<Layer>> consumers = new ArrayList<>();
    int[] lastUse = new int[steps.size() + 1];
    consumers.add(new ArrayList<>());
    for (int k = 0; k < steps.size(); k++) {
      consumers.add(new ArrayList<>());
      // a constant takes only the number of images
      boolean constant = steps.get(k).layer() instanceof Repetition;
      for (int from : steps.get(k).inputs()) {
        consumers.get(from).add(steps.get(k).layer());
        lastUse[from] = constant ? lastUse[from] : k;
      }
    }
    normalisation = new Normalisation(graph, consumers);
    rectifiers = new Rectifiers(graph, normalisation);
    boolean[] nonNegative = new boolean[steps.size() + 1];
    int lastOfEarlier = 0;
    for (int k = 0; k < steps.size(); k++) {
      Layer layer = steps.get(k).layer();
      List<Integer> inputs = steps.get(k).inputs();
      boolean inputsAre = inputs.stream().allMatch(from -> nonNegative[from]);
      nonNegative[k + 1] = rectifies(layer) || (inputsAre && keepsSign(layer));
      lastOfEarlier = Math.max(lastOfEarlier, lastUse[k]);
      int input = inputs.get(0);
      List<Layer> after = consumers.get(k + 1);
      boolean rectified = !after.isEmpty() && after.stream().allMatch(next -> next instanceof Relu);
      boolean weights = layer instanceof WeightedLayer && !(layer instanceof Scale);
      boolean first = weights && normalisation.makes(input) && !normalisation.contains(layer);
      boolean makes = !LayerKinds.moves(layer) || layer instanceof Concatenation;
      boolean pools = LayerKinds.averages(layer) || layer instanceof MaxPooling;
      boolean bottleneck = makes && !pools && lastOfEarlier <= k;
      facts.put(
          layer, new Facts(normalisation, input, nonNegative[input], rectified, first, bottleneck));
    }
  }

  /** Returns the layers in order. */
  public List<Layer> layers() {
    return graph.layers();
  }

  /** Returns what the network does to its input before the first weights. */
  public Normalisation normalisation() {
    return normalisation;
  }

  /** Returns the ReLUs. */
  public Rectifiers rectifiers() {
    return rectifiers;
  }

  /** Returns what relevance does at each layer; finds it when first asked. */
  public synchronized Roles roles(RelevancePaths paths) {
    return roles.computeIfAbsent(paths, p -> new Roles(graph, normalisation, p));
  }

  /**
   * Returns the dense layers of which a part alone gets relevance; finds them when first asked.
   *
   * @param input images
   */
  public synchronized LiveParts parts(RelevancePaths paths, NDArray input) {
    return parts.computeIfAbsent(paths, p -> new LiveParts(graph, roles(p), input));
  }

  /** Returns the products of attention's weights and values, in order. */
  public List<AttentionProduct> attention() {
    return AttentionProduct.of(graph);
  }

  /** Returns the dense layers that make queries, keys and values, or take what attention makes. */
  public synchronized Set<Layer> projections() {
    if (projections == null) {
      projections = Projections.of(graph);
    }
    return projections;
  }

  /** Returns the layers that make planes over the image; finds them when first asked. */
  public synchronized FeatureLayers features(LoadedClassifier classifier) {
    if (features == null) {
      features = new FeatureLayers(classifier, layer -> of(layer).bottleneck());
    }
    return features;
  }

  /** Returns the facts about a layer. */
  public Facts of(Layer layer) {
    return facts.get(layer);
  }

  private static boolean rectifies(Layer layer) {
    return layer instanceof Relu || (layer instanceof Clipping clip && clip.low() >= 0);
  }

  private static boolean keepsSign(Layer layer) {
    return LayerKinds.moves(layer)
        || layer instanceof MaxPooling
        || LayerKinds.averages(layer)
        || layer instanceof Addition
        || (layer instanceof Clipping clip && clip.high() >= 0);
  }
}
