package org.segmentattribution.saliency.relevance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.saliency.structure.Surrogate;

/**
 * z^B: the numerator is a w - low w+ - high w-, for inputs between two bounds (Montavon et al.
 * 2017, equation 15). The bias is not used.
 *
 * @param low lower bound of the network's input, one value, or one for each channel; null = that of
 *     the model's declared range
 * @param high upper bound, in one of these forms
 */
public record BoxRule(float[] low, float[] high) implements RelevanceRule {
  /** Returns whether both bounds are given. */
  boolean closed() {
    return low != null && high != null;
  }

  @Override
  public List<Share> shares(LayerInput in) {
    NDManager scope = in.signal().getManager();
    NDArray one = in.bound(bound(scope, low == null ? in.range().low() : low));
    NDArray other = in.bound(bound(scope, high == null ? in.range().high() : high));
    // a negative scale before this layer has swapped them
    NDArray lowest = Gradients.without(() -> one.minimum(other));
    NDArray highest = Gradients.without(() -> one.maximum(other));
    NDArray handle = in.handle();
    NDArray sum =
        in.layer()
            .forward(in.signal(), in.layer().weight(), in.bias(false))
            .subi(in.layer().forward(at(handle, lowest), in.weightPlus(), in.bias(false)))
            .subi(in.layer().forward(at(handle, highest), in.weightMinus(), in.bias(false)));
    return List.of(new Share(sum, LayerInput.safe(sum)));
  }

  /** Returns the bound, differentiable in the handle; also where the handle is 0, on constants. */
  private static NDArray at(NDArray handle, NDArray bound) {
    return Surrogate.withValue(handle.mul(bound), bound);
  }

  private static NDArray bound(NDManager scope, float[] values) {
    return scope.create(values, new Shape(1, values.length, 1, 1));
  }
}
