package org.segmentattribution.saliency.structure;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Clipping;
import org.segmentattribution.model.layer.Elementwise;
import org.segmentattribution.model.layer.GlobalAveragePooling;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.LayerNormalization;
import org.segmentattribution.model.layer.MatrixProduct;
import org.segmentattribution.model.layer.Maximum;
import org.segmentattribution.model.layer.Mean;
import org.segmentattribution.model.layer.Norm;
import org.segmentattribution.model.layer.Power;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.layer.Softmax;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.layer.mask.Choice;
import org.segmentattribution.model.layer.mask.Comparison;
import org.segmentattribution.model.layer.shape.Repetition;

/**
 * What relevance does at each layer. Where a factor of a product is a gate, a deviation or
 * attention's weights, it is a constant; so all forms in which exporters write an activation, a
 * normalisation or a gate need no pattern of their own. Immutable.
 */
public final class Roles {
  private final LayerGraph graph;
  private final RelevancePaths paths;
  private final Factors factors;
  private final boolean[] depends;
  private final boolean[] live;
  private final Map<Layer, Role> roles = new IdentityHashMap<>();
  private final Set<Layer> centring = Collections.newSetFromMap(new IdentityHashMap<>());

  Roles(LayerGraph graph, Normalisation normalisation, RelevancePaths paths) {
    this.graph = graph;
    this.paths = paths;
    factors = new Factors(graph);
    List<LayerGraph.Step> steps = graph.steps();
    depends = new boolean[steps.size() + 1];
    depends[0] = true;
    for (int k = 0; k < steps.size(); k++) {
      Layer layer = steps.get(k).layer();
      boolean constant = layer instanceof Repetition || layer instanceof Comparison;
      depends[k + 1] = !constant && steps.get(k).inputs().stream().anyMatch(v -> depends[v]);
    }
    live = new boolean[steps.size() + 1];
    live[steps.size()] = true;
    for (int k = steps.size() - 1; k >= 0; k--) {
      LayerGraph.Step step = steps.get(k);
      boolean own = normalisation.contains(step.layer());
      Role role = own ? Role.of(Role.Kind.OWN) : live[k + 1] ? role(k) : Role.NONE;
      roles.put(step.layer(), role);
      for (int i = 0; i < step.inputs().size(); i++) {
        int from = step.inputs().get(i);
        live[from] |= live[k + 1] && role.reaches(i) && depends[from];
      }
    }
    findMeans();
  }

  /** Returns the role of a layer. */
  public Role of(Layer layer) {
    return roles.get(layer);
  }

  /**
   * Returns whether a layer makes a mean that a normalisation in parts takes off: not a pooling, so
   * its relevance is always in proportion.
   */
  public boolean centres(Layer layer) {
    return centring.contains(layer);
  }

  /** Finds means over all of a value that is also a term or factor elsewhere. */
  private void findMeans() {
    boolean[] joins = new boolean[live.length];
    for (int k = 0; k < graph.steps().size(); k++) {
      LayerGraph.Step step = graph.steps().get(k);
      if (live[k + 1] && step.layer() instanceof Arithmetic) {
        step.inputs().forEach(from -> joins[from] = true);
      }
    }
    for (LayerGraph.Step step : graph.steps()) {
      boolean mean = step.layer() instanceof Mean || step.layer() instanceof GlobalAveragePooling;
      if (mean && joins[step.inputs().get(0)]) {
        centring.add(step.layer());
      }
    }
  }

  /** Returns the first layer for which there is no rule; null if there is none. */
  public Layer undefined() {
    return graph.layers().stream()
        .filter(layer -> of(layer).kind() == Role.Kind.UNDEFINED)
        .findFirst()
        .orElse(null);
  }

  private Role role(int k) {
    Layer layer = graph.steps().get(k).layer();
    List<Integer> inputs = graph.steps().get(k).inputs();
    if (layer instanceof Repetition) {
      return Role.NONE;
    }
    if (layer instanceof Scale scale) {
      return Role.of(ordinary(scale, inputs.get(0)) ? Role.Kind.OWN : Role.Kind.RULE);
    }
    if (layer instanceof WeightedLayer) {
      return Role.of(Role.Kind.RULE);
    }
    if (layer instanceof LayerNormalization) {
      return Role.of(Role.Kind.NORMALISES);
    }
    if (layer instanceof Softmax) {
      return paths.constantAttention() ? Role.NONE : Role.of(Role.Kind.OWN);
    }
    if (layer instanceof Arithmetic) {
      return switch (layer.operator()) {
        case "Mul" -> product(inputs.get(0), inputs.get(1));
        case "Div" -> depends[inputs.get(0)] ? Role.factor(0) : Role.of(Role.Kind.UNDEFINED);
        default -> Role.of(Role.Kind.OWN);
      };
    }
    return layer instanceof MatrixProduct
        ? matrixProduct(inputs.get(0), inputs.get(1))
        : Role.of(single(layer, k + 1));
  }

  /**
   * Returns whether a scale shares in proportion under every rule: a factor, an addend such as
   * positions, and what follows a normalisation. Others are batch normalisation.
   */
  private boolean ordinary(Scale scale, int input) {
    return Scales.onlyMultiplies(scale) || Scales.onlyAdds(scale) || normalised(input);
  }

  private boolean normalised(int value) {
    int source = value;
    while (source > 0 && carries(graph.steps().get(source - 1).layer())) {
      source = graph.steps().get(source - 1).inputs().get(0);
    }
    if (source == 0) {
      return false;
    }
    LayerGraph.Step step = graph.steps().get(source - 1);
    return step.layer() instanceof LayerNormalization
        || step.layer().operator().equals("Div")
        || (Factors.multiplies(step.layer())
            && step.inputs().stream().anyMatch(factors::normalises));
  }

  private static boolean carries(Layer layer) {
    return LayerKinds.moves(layer) || layer instanceof Scale;
  }

  private Role product(int a, int b) {
    if (!depends[a] || !depends[b]) {
      return Role.factor(depends[a] ? 0 : 1);
    }
    if (factors.activates(a, b)) {
      return Role.factor(0);
    }
    if (factors.activates(b, a)) {
      return Role.factor(1);
    }
    boolean first = factors.normalises(a);
    boolean second = factors.normalises(b);
    if (first != second) {
      return Role.factor(first ? 1 : 0);
    }
    first = factors.gates(a);
    second = factors.gates(b);
    return first == second || paths.halfGates()
        ? Role.of(Role.Kind.HALVES)
        : Role.factor(first ? 1 : 0);
  }

  private Role matrixProduct(int a, int b) {
    if (!depends[a] || !depends[b]) {
      return Role.factor(depends[a] ? 0 : 1);
    }
    boolean first = factors.attends(a);
    boolean second = factors.attends(b);
    return paths.constantAttention() && (first || second)
        ? Role.factor(first ? 1 : 0)
        : Role.of(Role.Kind.HALVES);
  }

  private Role.Kind single(Layer layer, int value) {
    if (layer instanceof Clipping clip) {
      return clip.low() <= 0 && clip.high() >= 0 ? Role.Kind.PASS : Role.Kind.UNDEFINED;
    }
    if (layer instanceof Power power) {
      return power.negative() ? Role.Kind.UNDEFINED : Role.Kind.PASS;
    }
    if (layer instanceof Elementwise function) {
      if (function.operator().equals("Softplus") && losesLogTwo(value)) {
        return Role.Kind.PASS_SHIFTED;
      }
      if (function.operator().equals("Sigmoid") && paths.halfGates() && onlyMultiplied(value)) {
        return Role.Kind.OWN; // as a softmax over two
      }
      return function.zeroAtZero() ? Role.Kind.PASS : Role.Kind.UNDEFINED;
    }
    // positively homogeneous: x · gradient is their value
    boolean homogeneous =
        layer instanceof Maximum || layer instanceof Norm || layer instanceof Choice;
    return homogeneous || layer.gradientIsProportional() ? Role.Kind.OWN : Role.Kind.UNDEFINED;
  }

  private boolean losesLogTwo(int value) {
    List<Layer> takers = takers(value);
    return !takers.isEmpty()
        && takers.stream().allMatch(l -> l instanceof Scale s && Scales.takesLogTwo(s));
  }

  private boolean onlyMultiplied(int value) {
    return takers(value).stream().allMatch(Factors::multiplies);
  }

  private List<Layer> takers(int value) {
    return graph.steps().stream()
        .filter(step -> step.inputs().contains(value))
        .map(LayerGraph.Step::layer)
        .toList();
  }
}
