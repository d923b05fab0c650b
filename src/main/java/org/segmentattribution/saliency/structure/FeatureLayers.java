package org.segmentattribution.saliency.structure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.segmentattribution.api.SettingText;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.model.layer.MatrixProduct;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.layer.shape.Concatenation;

/**
 * The layers whose values are planes over the image, in any order of axes, and whose planes the
 * logits depend on. Immutable; threads share it.
 */
public final class FeatureLayers {
  /** Number of layers that a message names. */
  private static final int NAMED = 6;

  /** Matrix products of two attentions. */
  private static final int END = 4;

  private final String network;
  private final LayerGraph graph;
  private final Predicate<Layer> bottleneck;
  private final List<FeaturePlanes> layers = new ArrayList<>();
  private final List<String> cutOff = new ArrayList<>();

  /**
   * Follows the places of an image through the layers. Where there are class tokens, the end of the
   * network runs on noise.
   *
   * @param bottleneck whether everything after a layer depends only on its output
   */
  FeatureLayers(LoadedClassifier classifier, Predicate<Layer> bottleneck) {
    this.bottleneck = bottleneck;
    network = classifier.name();
    graph = classifier.graph();
    try (NDManager scope = classifier.newScope()) {
      Shape input = new Shape(1).addAll(classifier.inputShape());
      PositionTrace trace = new PositionTrace(graph, input, scope);
      for (int k = 0; k < graph.steps().size(); k++) {
        Layer layer = graph.steps().get(k).layer();
        boolean makes = !LayerKinds.moves(layer) || layer instanceof Concatenation;
        FeaturePlanes planes = makes ? FeaturePlanes.read(layer, k, trace.of(k)) : null;
        if (planes != null) {
          layers.add(planes);
        }
      }
      int from = beforeTheEnd();
      Shape shape = from == 0 ? input : trace.of(from - 1).tags().shape();
      cutOff(from, noise(scope, shape));
    }
  }

  /**
   * Returns a value on which alone the last two attentions depend, and all that follows; 0 for the
   * input. Every patch of it reaches the logits through the keys of the next attention.
   */
  private int beforeTheEnd() {
    int[] products =
        IntStream.range(0, graph.steps().size())
            .filter(k -> graph.steps().get(k).layer() instanceof MatrixProduct)
            .toArray();
    int end = products.length > END ? products[products.length - END] : 0;
    FeaturePlanes before = last(p -> p.step() < end && bottleneck.test(p.layer()));
    return before == null ? 0 : before.step() + 1;
  }

  /** Returns the layers after a value on which alone they depend. */
  private LayerGraph after(int value) {
    List<LayerGraph.Step> steps = graph.steps().subList(value, graph.steps().size());
    return new LayerGraph(
        steps.stream()
            .map(
                step ->
                    new LayerGraph.Step(
                        step.layer(),
                        // a constant takes only the number of images
                        step.inputs().stream().map(from -> Math.max(0, from - value)).toList()))
            .toList());
  }

  private static NDArray noise(NDManager scope, Shape shape) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return scope.create(values, shape);
  }

  /**
   * Drops layers of which only the class token reaches the logits: their patches have no gradient.
   *
   * @param from number of the value that is given; layers before it are kept
   */
  private void cutOff(int from, NDArray input) {
    Map<Layer, NDArray> probes = new IdentityHashMap<>();
    layers.stream()
        .filter(planes -> planes.hasOthers() && planes.step() >= from)
        .forEach(planes -> probes.put(planes.layer(), input));
    if (probes.isEmpty()) {
      return;
    }
    LayerRule rule =
        (layer, inputs) -> {
          NDArray out = layer.forward(inputs);
          if (!probes.containsKey(layer)) {
            return out;
          }
          NDArray probe = Gradients.without(out::zerosLike);
          probe.setRequiresGradient(true);
          probes.put(layer, probe);
          try (out) {
            return out.add(probe);
          }
        };
    NDArray logits = Gradients.with(() -> after(from).forward(input, rule));
    Gradients.backward(logits, noise(input.getManager(), logits.getShape()));
    Gradients.without(
        () ->
            layers.removeIf(
                planes -> {
                  boolean cut =
                      probes.containsKey(planes.layer()) && cut(planes, probes.get(planes.layer()));
                  if (cut) {
                    cutOff.add(planes.layer().name());
                  }
                  return cut;
                }));
  }

  private static boolean cut(FeaturePlanes planes, NDArray probe) {
    if (!probe.hasGradient()) {
      return true;
    }
    NDArray gradient = probe.getGradient();
    boolean none = gradient.eq(0).all().getBoolean();
    return !none && planes.planes(gradient).eq(0).all().getBoolean();
  }

  /** Returns all layers whose planes the logits depend on, in order. */
  List<FeaturePlanes> layers() {
    return layers;
  }

  /** Returns the names of the layers whose patches do not reach the logits. */
  List<String> cutOff() {
    return cutOff;
  }

  /**
   * Returns the first layer whose values are rows of so many tokens, patches of the image and
   * others; null if there is none.
   */
  public FeaturePlanes ofTokens(long count) {
    return layers.stream()
        .filter(planes -> planes.along() == count && planes.axes().length == 3)
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns the last layer with this name. Without a name, returns the last layer on which alone
   * everything after it depends; or, if attention follows, a later one, on which alone the last
   * attention depends.
   *
   * @param method name of the method, for messages
   * @param name name of a layer; may be empty
   * @throws WrongInput in one line that names layers to choose
   */
  public FeaturePlanes chosen(String method, String name) {
    FeaturePlanes chosen = name.isEmpty() ? standard() : last(p -> p.layer().name().equals(name));
    if (chosen == null) {
      throw WrongInput.of("%s: %s; %s", method, why(name), choice());
    }
    return chosen;
  }

  /**
   * Returns the last layer on which alone everything after it depends and whose planes have enough
   * places along each side; of several in a row with equally many, as in a transformer, the one in
   * the middle. Without such a layer, returns the one with most places; null where no layer makes
   * planes.
   *
   * @param places number of places along the shorter side of the planes
   */
  public FeaturePlanes fine(int places) {
    List<FeaturePlanes> all = layers.stream().filter(of -> bottleneck.test(of.layer())).toList();
    List<FeaturePlanes> some = all.isEmpty() ? layers : all;
    FeaturePlanes last =
        some.stream()
            .filter(of -> side(of) >= places)
            .reduce((earlier, later) -> later)
            .orElse(some.stream().max(Comparator.comparingInt(FeatureLayers::side)).orElse(null));
    if (last == null) {
      return null;
    }
    List<FeaturePlanes> alike =
        some.stream()
            .filter(of -> of.axes().length == 3 && of.order().length == last.order().length)
            .toList();
    return last.axes().length == 3 ? alike.get(alike.size() / 2) : last;
  }

  private static int side(FeaturePlanes planes) {
    return Math.min(planes.height(), planes.width());
  }

  private FeaturePlanes standard() {
    FeaturePlanes last = last(planes -> bottleneck.test(planes.layer()));
    return last == null ? null : beforeAttention(last);
  }

  private FeaturePlanes last(Predicate<FeaturePlanes> kind) {
    return layers.stream().filter(kind).reduce((earlier, later) -> later).orElse(null);
  }

  private String why(String name) {
    if (name.isEmpty()) {
      return "no layer of " + network + " makes planes that all that follows depends on alone";
    }
    if (graph.layers().stream().noneMatch(layer -> layer.name().equals(name))) {
      return "layer=" + name + " is not a layer of " + network;
    }
    return cutOff.contains(name)
        ? "layer=" + name + " comes after the last attention: its patches do not reach the logits"
        : "layer=" + name + " makes no planes over the image that can be read";
  }

  private SettingText choice() {
    List<String> all = names(planes -> true);
    FeaturePlanes standard = standard();
    List<String> whole = names(planes -> planes == standard || bottleneck.test(planes.layer()));
    List<String> names = whole.isEmpty() ? all : whole;
    if (names.isEmpty()) {
      return SettingText.of("no layer makes planes of more than one pixel");
    }
    int from = Math.max(0, names.size() - NAMED);
    String others =
        all.size() == names.size() - from
            ? ""
            : " or one of " + (all.size() - names.size() + from) + " others";
    return SettingText.of(
        "choose with {param} layer=NAME: %s%s",
        String.join(", ", names.subList(from, names.size())), others);
  }

  private List<String> names(Predicate<FeaturePlanes> kind) {
    return layers.stream().filter(kind).map(planes -> planes.layer().name()).distinct().toList();
  }

  /**
   * Returns the last layer through which all paths from a layer to the last attention lead; the
   * layer itself if there is none.
   */
  private FeaturePlanes beforeAttention(FeaturePlanes from) {
    int end = graph.steps().size() - 1;
    while (end > from.step() && !(graph.steps().get(end).layer() instanceof MatrixProduct)) {
      end--;
    }
    boolean[] between = between(from.step() + 1, end);
    FeaturePlanes best = from;
    for (FeaturePlanes planes : layers) {
      boolean normalises =
          !(planes.layer() instanceof WeightedLayer) || planes.layer().operator().equals("Mul");
      boolean inside = planes.step() > from.step() && planes.step() < end;
      if (inside && normalises && between[planes.step() + 1] && cuts(planes.step(), end, between)) {
        best = planes;
      }
    }
    return best;
  }

  /** Returns the values on paths from one value to the output of a step. */
  private boolean[] between(int value, int end) {
    boolean[] before = new boolean[graph.steps().size() + 1];
    boolean[] after = before.clone();
    after[value] = true;
    for (int k = value; k <= end; k++) {
      after[k + 1] = graph.steps().get(k).inputs().stream().anyMatch(from -> after[from]);
    }
    before[end + 1] = true;
    for (int k = end; k >= value - 1; k--) {
      if (before[k + 1]) {
        graph.steps().get(k).inputs().forEach(from -> before[from] = true);
      }
    }
    for (int k = 0; k < before.length; k++) {
      before[k] &= after[k];
    }
    return before;
  }

  /** Returns whether all paths between lead through a step. */
  private boolean cuts(int step, int end, boolean[] between) {
    for (int k = step + 1; k <= end; k++) {
      boolean past =
          between[k + 1]
              && graph.steps().get(k).inputs().stream().anyMatch(v -> v <= step && between[v]);
      if (past) {
        return false;
      }
    }
    return true;
  }
}
