package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.engine.NativeArrays;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerNormalization;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.saliency.structure.Role;
import org.segmentattribution.saliency.structure.Surrogate;

/**
 * Runs layers that no rule for weights is for: each keeps its value and gets the derivative that
 * makes x · gradient its relevance (Ali et al. 2022; Achtibat et al. 2024).
 */
final class RoleForward {
  private RoleForward() {}

  /**
   * Returns the layer's value, differentiable in the inputs that take relevance.
   *
   * @param ledger handles on constants, or null
   */
  static NDArray run(Layer layer, Role role, NDList inputs, Ledger ledger) {
    return switch (role.kind()) {
      case NONE -> Gradients.without(() -> layer.forward(inputs));
      case ONE_FACTOR -> oneFactor(layer, inputs, role.signal());
      case HALVES -> halves(layer, inputs);
      case NORMALISES -> normalised((LayerNormalization) layer, inputs.singletonOrThrow(), ledger);
      default -> ledger == null ? layer.forward(inputs) : counted(layer, inputs, ledger);
    };
  }

  private static NDArray counted(Layer layer, NDList inputs, Ledger ledger) {
    return layer instanceof Scale scale
        ? scale.forward(
            inputs.singletonOrThrow(), scale.weight(), ledger.of(scale).mul(scale.bias()))
        : layer.forward(inputs);
  }

  private static NDArray oneFactor(Layer layer, NDList inputs, int signal) {
    NDList held = new NDList();
    try (NDList constants = new NDList()) {
      for (int i = 0; i < inputs.size(); i++) {
        if (i != signal) {
          constants.add(inputs.get(i).stopGradient());
        }
        held.add(i == signal ? inputs.get(i) : constants.get(constants.size() - 1));
      }
      return layer.forward(held);
    }
  }

  /** Halves the gradient where the fewest values are: behind the product or before it. */
  private static NDArray halves(Layer layer, NDList inputs) {
    NDArray product = layer.forward(inputs);
    if (product.size() <= inputs.get(0).size() + inputs.get(1).size()) {
      try (product) {
        return halved(product);
      }
    }
    product.close();
    try (NDList both = new NDList(halved(inputs.get(0)), halved(inputs.get(1)))) {
      return layer.forward(both);
    }
  }

  private static NDArray halved(NDArray value) {
    // a number of Java would be gone when the backward pass reads it
    NDArray half = NativeArrays.number(value.getManager(), 0.5);
    return Surrogate.withValue(value.mul(half), value);
  }

  /** Returns scale · (x - mean) / deviation + shift, with the deviation as a constant. */
  private static NDArray normalised(LayerNormalization layer, NDArray x, Ledger ledger) {
    NDManager outer = x.getManager();
    try (NDManager scope = outer.newSubManager()) {
      long values = layer.scale().size();
      NDArray rows = x.reshape(-1, values);
      rows.attach(scope);
      NDArray mean = rows.mean(new int[] {1}, true);
      NDArray centred = rows.sub(mean);
      NDArray factor = Gradients.without(() -> inverse(centred, layer));
      NDArray shift = layer.shift().reshape(1, values);
      shift.attach(scope);
      NDArray added = ledger == null ? shift : shift.mul(ledger.normalisations());
      NDArray out = centred.mul(factor).addi(added).reshape(x.getShape());
      out.attach(outer);
      return out;
    }
  }

  /** Returns scale / deviation for each value. */
  private static NDArray inverse(NDArray centred, LayerNormalization layer) {
    NDArray variance = centred.square().mean(new int[] {1}, true);
    NDArray scale = layer.scale().reshape(1, layer.scale().size());
    scale.attach(centred.getManager());
    return variance.addi(layer.epsilon()).sqrt().pow(-1).mul(scale);
  }
}
