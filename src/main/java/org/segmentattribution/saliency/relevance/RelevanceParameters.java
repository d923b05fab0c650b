package org.segmentattribution.saliency.relevance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.AvailableMethod;
import org.segmentattribution.saliency.MethodParameters;
import org.segmentattribution.saliency.Parameter;
import org.segmentattribution.saliency.structure.RelevancePaths;

/**
 * The parameters that all relevance methods have: what happens where activations are multiplied.
 */
final class RelevanceParameters {
  private static final Parameter ATTENTION =
      new Parameter(
          "attention", "attn", "attn (softmax and products share), cp (its weights are constants)");
  private static final Parameter GATE =
      new Parameter("gate", "signal", "at signal · gate: signal (takes all), half (half to each)");
  private static final Parameter PROJECTIONS =
      new Parameter(
          "projections", "rule", "dense layers of attention: rule (as other dense layers), z");

  private RelevanceParameters() {}

  /** Describes a relevance method, with its own parameters before the common ones. */
  static AvailableMethod method(
      String name,
      String summary,
      Function<MethodParameters, AttributionMethod> make,
      Parameter... own) {
    return described(name, summary, make, List.of(ATTENTION, GATE, PROJECTIONS), own);
  }

  /** Describes a method whose name says what happens in attention. */
  static AvailableMethod preset(
      String name,
      String summary,
      Function<MethodParameters, AttributionMethod> make,
      Parameter... own) {
    return described(name, summary, make, List.of(GATE, PROJECTIONS), own);
  }

  private static AvailableMethod described(
      String name,
      String summary,
      Function<MethodParameters, AttributionMethod> make,
      List<Parameter> common,
      Parameter... own) {
    List<Parameter> all = new ArrayList<>(List.of(own));
    all.addAll(common);
    return new AvailableMethod(name, summary, List.copyOf(all), make);
  }

  /** Returns the paths that relevance takes. */
  static RelevancePaths paths(MethodParameters p) {
    return paths(!p.either("attention", "attn", "cp"), p);
  }

  /** Returns the paths, where the method's name says what attention does. */
  static RelevancePaths paths(boolean constantAttention, MethodParameters p) {
    return new RelevancePaths(constantAttention, !p.either("gate", "signal", "half"));
  }

  /** Returns rules with that of attention's projections. */
  static Composite projected(Composite composite, MethodParameters p) {
    return p.either("projections", "rule", "z")
        ? composite
        : composite.projecting(new EpsilonRule(0, false, true));
  }

  /** Makes a method that shares in proportion in all layers without weights. */
  static AttributionMethod relevance(Composite composite, MethodParameters p) {
    return new Relevance(RelevanceOptions.of(projected(composite, p), paths(p)));
  }
}
