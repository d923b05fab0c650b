package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.saliency.AttributionMethod;
import org.segmentattribution.saliency.Conservation;
import org.segmentattribution.saliency.ConservingMethod;
import org.segmentattribution.saliency.ExplainedBatch;
import org.segmentattribution.saliency.structure.ExaminedNetwork;
import org.segmentattribution.saliency.structure.NetworkStructure;
import org.segmentattribution.saliency.structure.RelevancePaths;

/**
 * Layer-wise relevance propagation (Bach et al. 2015) and deep Taylor decomposition (Montavon et
 * al. 2017), with a rule for each layer.
 */
public record Relevance(RelevanceOptions options) implements ConservingMethod {
  /**
   * Makes a method from rules: one for each kind of layer with weights; other layers share in
   * proportion.
   *
   * @param first rule of layers with weights that take the network's input; null = as other layers
   * @param convolution rule of convolutions and of scales of channels
   * @param dense rule of dense layers
   */
  public static AttributionMethod of(
      RelevanceRule first, RelevanceRule convolution, RelevanceRule dense) {
    return new Relevance(RelevanceOptions.of(new Composite(first, convolution, dense)));
  }

  @Override
  public NDArray attribute(ExplainedBatch batch) {
    return attribute(batch, null);
  }

  private NDArray attribute(ExplainedBatch batch, Ledger ledger) {
    NetworkStructure structure = batch.structure();
    NDArray ones = ExplainedBatch.leaf(batch.input().onesLike());
    InputHandle root = new InputHandle(ones, batch.range(), ledger);
    return options.needsHandles(structure)
        ? byHandles(batch, structure, root)
        : inUnits(batch, structure, root);
  }

  @Override
  public Conservation conservation(ExplainedBatch batch) {
    NDManager scope = batch.input().getManager();
    NDArray[] handles = new NDArray[3];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = ExplainedBatch.leaf(scope.create(new float[] {1}));
    }
    NDArray map = attribute(batch, new Ledger(handles[0], handles[1], handles[2]));
    float[] shares = new float[handles.length];
    for (int i = 0; i < handles.length; i++) {
      shares[i] = handles[i].hasGradient() ? handles[i].getGradient().toFloatArray()[0] : 0;
    }
    float start = batch.explained(0);
    return new Conservation(
        options.positiveStart() ? Math.max(0, start) : start,
        map.sum().toFloatArray()[0],
        shares[0],
        shares[1],
        shares[2]);
  }

  private NDArray inUnits(ExplainedBatch batch, NetworkStructure structure, InputHandle root) {
    UnitRelevance rule =
        new UnitRelevance(
            options.composite(),
            structure,
            structure.roles(options.paths()),
            structure.parts(options.paths(), batch.input()),
            root);
    NDArray logits = batch.forward(() -> batch.input().mul(root.handle()), rule);
    float[] seeds = new float[batch.size()];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = options.positiveStart() && batch.explained(i) <= 0 ? 0 : 1;
    }
    return batch.backward(root.handle(), logits, seeds);
  }

  private NDArray byHandles(ExplainedBatch batch, NetworkStructure structure, InputHandle root) {
    HandleRelevance pass = new HandleRelevance(options, structure, root);
    HandleRelevance.Traced input = new HandleRelevance.Traced(batch.input(), root.handle());
    HandleRelevance.Traced last =
        batch.walk(
            graph -> graph.walk(input, pass::run, HandleRelevance.Traced::close),
            HandleRelevance.Traced::activation);
    float[] seeds = new float[batch.size()];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = options.positiveStart() ? Math.max(0, batch.explained(i)) : batch.explained(i);
    }
    return batch.backward(root.handle(), last.handle(), seeds);
  }

  @Override
  public void check(ExaminedNetwork network, String name) {
    requireRules(network, name, options.paths());
    LoadedClassifier classifier = network.classifier();
    RelevanceRule first = options.composite().first();
    if (first instanceof BoxRule box) {
      long channels = classifier.inputShape().get(0);
      requireBounds(name, "low", box.low(), channels);
      requireBounds(name, "high", box.high(), channels);
    }
    boolean open = first instanceof BoxRule box && !box.closed();
    if (open && classifier.declaration().input() == null) {
      throw new WrongInput(
          name + " needs the parameters low and high where the model declares no input range");
    }
  }

  private static void requireBounds(String name, String what, float[] bounds, long channels) {
    if (bounds != null && bounds.length != 1 && bounds.length != channels) {
      throw new WrongInput(
          name
              + ": "
              + what
              + " has "
              + bounds.length
              + " values; give one, or one for each of "
              + channels
              + " channels");
    }
  }

  /** Refuses a network with a layer for which no rule is defined, and names the layer. */
  static void requireRules(ExaminedNetwork network, String method, RelevancePaths paths) {
    Layer layer = network.structure().roles(paths).undefined();
    if (layer != null) {
      throw refusal(network.classifier(), method, layer);
    }
  }

  public static WrongInput refusal(LoadedClassifier classifier, String method, Layer layer) {
    return new WrongInput(
        method
            + " is not defined for node '"
            + layer.name()
            + "' ("
            + layer.operator()
            + ") of "
            + classifier.name()
            + "; gradient, integrated-gradients and smoothgrad are");
  }
}
