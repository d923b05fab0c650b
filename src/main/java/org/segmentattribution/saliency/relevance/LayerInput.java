package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.saliency.InputRange;
import org.segmentattribution.saliency.structure.NetworkStructure;

/**
 * The view that a relevance rule has of a layer with weights. New arrays live in its own scope,
 * which {@link #close} frees.
 */
public final class LayerInput implements AutoCloseable {
  /** Added to sums of one sign, so that none is 0; below rounding for any other sum. */
  private static final float TINY = 1e-20f;

  /** Replaces a denominator that is 0 (iNNvestigate's safe division). */
  private static final float SAFE = 1e-7f;

  /** What divides by less is no number in float32; masked attention makes such weights. */
  private static final float LEAST = 1e-35f;

  private final NDManager scope;
  private final WeightedLayer layer;
  private final NDArray signal;
  private final Supplier<NDArray> handle;
  private final InputHandle root;
  private final NetworkStructure.Facts facts;
  private NDArray output;
  private NDArray value;

  /**
   * Opens a scope for one layer.
   *
   * @param signal activation, differentiable in the handles
   * @param handle a handle of value 1 for each input value, where the layer's rule may need one
   * @param root the handle on the network's input
   */
  LayerInput(
      WeightedLayer layer,
      NDArray signal,
      Supplier<NDArray> handle,
      InputHandle root,
      NetworkStructure.Facts facts) {
    this.layer = layer;
    this.facts = facts;
    this.handle = handle;
    this.root = root;
    scope = signal.getManager().newSubManager();
    this.signal = local(signal);
  }

  /** Returns a view of an array in this scope, in which all arrays made from it live. */
  private NDArray local(NDArray array) {
    NDArray view = array.reshape(array.getShape());
    view.attach(scope);
    return view;
  }

  /** Returns the layer, with its weights. */
  public WeightedLayer layer() {
    return layer;
  }

  /** Returns the incoming activation. */
  public NDArray signal() {
    return signal;
  }

  /** Returns 1 for each input value; the derivative is the relevance. */
  public NDArray handle() {
    return local(handle.get());
  }

  /** Returns a bound on the network's input, [1, C, 1, 1], as a bound on this layer's input. */
  NDArray bound(NDArray bound) {
    return local(facts.carried(Gradients.without(() -> root.handle().onesLike().muli(bound))));
  }

  /** Returns the range of the network's input. */
  InputRange range() {
    return root.range();
  }

  /** Returns whether no input value is negative. */
  public boolean nonNegative() {
    return facts.nonNegative();
  }

  /** Returns whether a ReLU removes all outputs that are not positive. */
  public boolean rectified() {
    return facts.rectified();
  }

  /** Returns z = Σ a w + b, differentiable. */
  public NDArray output() {
    if (output == null) {
      output = layer.forward(signal, layer.weight(), bias(true));
    }
    return output;
  }

  /** Returns z as a constant. */
  public NDArray value() {
    if (value == null) {
      value =
          output != null
              ? output.stopGradient()
              : Gradients.without(
                  () -> layer.forward(signal.stopGradient(), layer.weight(), layer.bias()));
    }
    return value;
  }

  /** Returns whether an array's memory is also that of {@link #value}. */
  boolean isValue(NDArray array) {
    return array == output;
  }

  /**
   * Returns Σ |a w| + |b|, times a factor; differentiable. Together with z it gives the positive
   * and the negative part: their sum and their difference.
   */
  NDArray absoluteSum(float factor) {
    NDArray weight = layer.prepared(factor + " |w|", w -> w.abs().muli(factor));
    NDArray bias = Gradients.without(() -> layerBias(true).abs().muli(factor).maximum(TINY));
    return layer.forward(nonNegative() ? signal : signal.abs(), weight, counted(bias));
  }

  /** Returns Σ of the positive a w, plus a bias; differentiable. */
  public NDArray positivePart(NDArray bias) {
    return part(weightPlus(), weightMinus(), "w+ w-", bias);
  }

  /** Returns Σ of the negative a w, plus a bias; differentiable. */
  public NDArray negativePart(NDArray bias) {
    return part(weightMinus(), weightPlus(), "w- w+", bias);
  }

  /**
   * Adds positive inputs with some weights and negative inputs with others. Each is cut off by
   * itself: where a denominator is tiny, a difference of their gradients would lose all digits.
   */
  private NDArray part(NDArray ofPositive, NDArray ofNegative, String name, NDArray bias) {
    if (nonNegative()) {
      return layer.forward(signal, ofPositive, bias);
    }
    NDArray positive = Activation.relu(signal);
    NDArray negative = Activation.relu(signal.neg());
    NDArray negated = layer.prepared("negated " + name, w -> ofNegative.neg());
    Shape weights = layer.weight().getShape();
    // joined: one pass over the outputs, but the inputs are copied
    if (layer.joinsInputs() && weights.get(1) <= weights.get(0)) {
      NDArray joined = layer.prepared(name, w -> ofPositive.concat(negated, 1));
      return layer.forward(positive.concat(negative, 1), joined, bias);
    }
    return layer
        .forward(positive, ofPositive, bias)
        .addi(layer.forward(negative, negated, zeroBias()));
  }

  /** Applies the layer's linear map with other weights. */
  public NDArray linear(NDArray of, String name, UnaryOperator<NDArray> weight) {
    return layer.forward(of, layer.prepared(name, weight), zeroBias());
  }

  /** Returns the positive weights, 0 in place of the others. */
  public NDArray weightPlus() {
    return layer.prepared("w+", w -> w.maximum(0f));
  }

  /** Returns the negative weights, 0 in place of the others. */
  public NDArray weightMinus() {
    return layer.prepared("w-", w -> w.minimum(0f));
  }

  /** Returns b+ or 0, and a tiny value above: a bias for {@link #positivePart}. */
  public NDArray positiveBias(boolean keep) {
    return counted(Gradients.without(() -> layerBias(keep).maximum(TINY)));
  }

  /** Returns b- or 0, and a tiny value below: a bias for {@link #negativePart}. */
  public NDArray negativeBias(boolean keep) {
    return counted(Gradients.without(() -> layerBias(keep).minimum(-TINY)));
  }

  /** Returns the layer's bias, or zeros. */
  public NDArray bias(boolean keep) {
    return keep ? counted(layerBias(true)) : zeroBias();
  }

  private NDArray layerBias(boolean keep) {
    return keep ? local(layer.bias()) : zeroBias();
  }

  /** Returns a bias such that the relevance that stays on it is counted, where it is asked for. */
  NDArray counted(NDArray bias) {
    return root.ledger() == null ? bias : bias.mul(root.ledger().biases());
  }

  private NDArray zeroBias() {
    return scope.zeros(layer.bias().getShape());
  }

  /** Returns a constant in which zeros, exact or nearly, are replaced. */
  public static NDArray safe(NDArray denominator) {
    return Gradients.without(
        () -> {
          NDArray constant = denominator.stopGradient();
          return constant
              .abs()
              .lt(LEAST)
              .toType(constant.getDataType(), false)
              .muli(SAFE)
              .addi(constant);
        });
  }

  /** Returns a constant that is at least tiny, for sums that are not negative. */
  public static NDArray positive(NDArray denominator) {
    return Gradients.without(() -> denominator.stopGradient().maximum(TINY));
  }

  @Override
  public void close() {
    scope.close();
  }
}
