package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Addition;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LeakyRelu;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.model.layer.Relu;
import org.segmentattribution.model.layer.Softmax;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.layer.shape.Repetition;
import org.segmentattribution.saliency.structure.LayerKinds;
import org.segmentattribution.saliency.structure.NetworkStructure;
import org.segmentattribution.saliency.structure.Normalisation;
import org.segmentattribution.saliency.structure.Role;
import org.segmentattribution.saliency.structure.Roles;
import org.segmentattribution.saliency.structure.Surrogate;

/**
 * Computes relevance with handles. Beside the activations, which are constants, handles of value 1
 * run through the network; each layer's handle has the derivative of its relevance rule. The
 * derivative of Σ seed · handle with respect to the input's handles is the relevance. Unlike {@link
 * UnitRelevance}, it can assign relevance to a value of 0, as even average pooling, copying joins
 * and the flat and w² rules do.
 */
final class HandleRelevance {
  /** Below all scores; its exponential is 0. */
  private static final float LOWEST = -1e30f;

  private final RelevanceOptions options;
  private final NetworkStructure structure;
  private final Roles roles;
  private final InputHandle root;

  /**
   * Prepares one pass.
   *
   * @param root handles on the network's input
   */
  HandleRelevance(RelevanceOptions options, NetworkStructure structure, InputHandle root) {
    this.options = options;
    this.structure = structure;
    this.roles = structure.roles(options.paths());
    this.root = root;
  }

  /**
   * A value of the network and its handle, in one shape.
   *
   * @param activation constant
   * @param handle 1, differentiable in the input's handles
   * @param constants whether the handle is 0 on values made from no input value
   */
  record Traced(NDArray activation, NDArray handle, boolean constants) {
    Traced(NDArray activation, NDArray handle) {
      this(activation, handle, false);
    }

    /** Returns the activation, differentiable in the handles. */
    NDArray signal() {
      NDArray signal = activation.mul(handle);
      return constants ? Surrogate.withValue(signal, activation) : signal;
    }

    void close() {
      activation.close();
      handle.close();
    }
  }

  /** Returns the value of a layer and its handle. */
  Traced run(Layer layer, List<Traced> inputs) {
    NDList activations = new NDList();
    inputs.forEach(input -> activations.add(input.activation()));
    NDArray activation = Gradients.without(() -> layer.forward(activations));
    if (layer instanceof Repetition && root.ledger() != null) {
      return new Traced(activation, activation.onesLike().mul(root.ledger().positions()));
    }
    if (structure.normalisation().contains(layer)) {
      NDList handles = handles(inputs);
      boolean constants = structure.normalisation().constants();
      return new Traced(activation, Normalisation.moved(layer, handles), constants);
    }
    return new Traced(activation, handle(layer, inputs, activation));
  }

  private static NDList handles(List<Traced> inputs) {
    NDList handles = new NDList();
    inputs.forEach(input -> handles.add(input.handle()));
    return handles;
  }

  private NDArray handle(Layer layer, List<Traced> inputs, NDArray activation) {
    Role role = roles.of(layer);
    NDArray first = inputs.get(role.signal()).handle();
    return switch (role.kind()) {
      case NONE -> Gradients.without(activation::onesLike);
      case RULE -> weighted((WeightedLayer) layer, inputs.get(0));
      case PASS, PASS_SHIFTED -> passed(first);
      case ONE_FACTOR ->
          first.getShape().equals(activation.getShape())
              ? passed(first)
              : proportional(layer, role, inputs);
      case OWN -> own(layer, role, inputs, activation);
      default -> proportional(layer, role, inputs);
    };
  }

  private static NDArray passed(NDArray handle) {
    return handle.reshape(handle.getShape());
  }

  private NDArray own(Layer layer, Role role, List<Traced> inputs, NDArray activation) {
    Traced first = inputs.get(0);
    if (layer instanceof Relu && options.maskRelu()) {
      try (NDArray kept =
          Gradients.without(() -> activation.gt(0).toType(activation.getDataType(), false))) {
        return ones(first.handle().mul(kept));
      }
    }
    if (layer instanceof Relu || layer instanceof LeakyRelu) {
      return passed(first.handle());
    }
    if (layer instanceof MaxPooling) {
      try (NDArray zero = first.handle().sub(first.handle().stopGradient());
          NDArray routed = zero.add(first.activation())) {
        return ones(layer.forward(new NDList(routed)));
      }
    }
    boolean even = LayerKinds.averages(layer) && options.evenAverages() && !roles.centres(layer);
    boolean copies = layer instanceof Addition && options.copyAdd();
    return even || copies || LayerKinds.moves(layer)
        ? ones(layer.forward(handles(inputs)))
        : proportional(layer, role, inputs);
  }

  private NDArray weighted(WeightedLayer layer, Traced input) {
    NetworkStructure.Facts facts = structure.of(layer);
    try (NDArray signal = input.signal();
        LayerInput in = new LayerInput(layer, signal, input::handle, root, facts)) {
      NDArray out = share(options.composite().rule(layer, structure).shares(in));
      out.attach(root.handle().getManager());
      return out;
    }
  }

  /** Applies the z rule to a layer without weights. */
  private NDArray proportional(Layer layer, Role role, List<Traced> inputs) {
    NDList signals = new NDList();
    inputs.forEach(input -> signals.add(layer instanceof Softmax ? finite(input) : input.signal()));
    try (signals;
        NDArray sum = RoleForward.run(layer, role, signals, root.ledger());
        NDArray denominator = LayerInput.safe(sum)) {
      return share(List.of(new RelevanceRule.Share(sum, denominator)));
    }
  }

  /**
   * Returns the signal of scores; a masked one is -∞, which times a derivative of 0 is no number.
   */
  private static NDArray finite(Traced scores) {
    try (NDArray bounded = Gradients.without(() -> scores.activation().maximum(LOWEST))) {
      return bounded.mul(scores.handle());
    }
  }

  private static NDArray share(List<RelevanceRule.Share> shares) {
    try (NDArray one = shares.get(0).denominator().onesLike()) {
      return RuleOutput.of(one, shares, numerator -> false);
    }
  }

  private static NDArray ones(NDArray handle) {
    try (NDArray one = handle.onesLike()) {
      return Surrogate.withValue(handle, one);
    }
  }
}
