package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Arithmetic;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.LayerNormalization;
import org.segmentattribution.model.layer.MatrixProduct;
import org.segmentattribution.model.layer.Norm;
import org.segmentattribution.model.layer.Softmax;
import org.segmentattribution.saliency.structure.Surrogate;

/**
 * Multipliers against a baseline for layers that combine values other than linearly. A product is
 * shared by Δ(ab) = ā Δb + b̄ Δa, where ā and b̄ are the means of image and baseline; softmax,
 * normalisations and lengths are products, sums and functions of one value (rescale rule). So the
 * shares sum to the change of the output exactly.
 */
final class ChangeRules {
  /** Below all scores; a masked one is -∞, which has no difference to itself. */
  private static final float LOWEST = -1e30f;

  private ChangeRules() {}

  /** Returns whether a layer has a rule here. */
  static boolean cover(Layer layer) {
    return layer instanceof Arithmetic
        || layer instanceof MatrixProduct
        || layer instanceof LayerNormalization
        || layer instanceof Softmax
        || layer instanceof Norm;
  }

  /**
   * Returns the layer's value for the image, with the multipliers as its derivative.
   *
   * @param images inputs, differentiable; new arrays live in their manager
   * @param references the same for the baseline, constants
   */
  static NDArray forward(
      Layer layer, List<NDArray> images, List<NDArray> references, NDArray value) {
    NDArray a = images.get(0);
    NDArray before = references.get(0);
    NDArray changes;
    if (layer instanceof Softmax softmax) {
      changes = softmax(a, before, softmax.axis());
    } else if (layer instanceof LayerNormalization normalization) {
      changes = normalisation(normalization, a, before);
    } else if (layer instanceof Norm norm) {
      changes = norm(norm, a, before);
    } else if (layer.operator().equals("Div")) {
      NDArray b = images.get(1);
      Change inverse = Change.of(b, references.get(1), x -> x.pow(-1), (x, y) -> y.square().neg());
      changes = quotient(a, before, b, inverse);
    } else {
      BinaryOperator<NDArray> product =
          layer instanceof MatrixProduct ? NDArray::matMul : NDArray::mul;
      NDArray b = images.get(1);
      NDArray ofA = middle(a, before);
      NDArray ofB = middle(b, references.get(1));
      changes = product.apply(a, ofB).add(product.apply(ofA, b));
    }
    return Surrogate.withValue(changes, value);
  }

  /**
   * How a function of one value changes, as constants.
   *
   * @param middle the mean of its values for image and baseline
   * @param multiplier Δf/Δx, or the slope where Δx is 0
   */
  private record Change(NDArray middle, NDArray multiplier) {
    static Change of(
        NDArray x,
        NDArray reference,
        UnaryOperator<NDArray> function,
        BinaryOperator<NDArray> slope) {
      return Gradients.without(
          () -> {
            NDArray value = function.apply(x);
            NDArray other = function.apply(reference);
            NDArray way = x.sub(reference);
            NDArray same = way.abs().lt(PoolingDifference.SAME).toType(DataType.FLOAT32, false);
            NDArray steep = value.sub(other).div(way.add(same));
            NDArray multiplier = NDArrays.where(same.gt(0), slope.apply(x, value), steep);
            return new Change(value.add(other).mul(0.5f), multiplier);
          });
    }
  }

  private static NDArray middle(NDArray image, NDArray reference) {
    return Gradients.without(() -> image.add(reference).mul(0.5f));
  }

  /** Returns a / b, where the change of 1 / b is known. */
  private static NDArray quotient(NDArray a, NDArray reference, NDArray b, Change inverse) {
    NDArray ofB = Gradients.without(() -> middle(a, reference).mul(inverse.multiplier));
    return a.mul(inverse.middle).add(ofB.mul(b));
  }

  private static NDArray softmax(NDArray image, NDArray reference, int axis) {
    int[] along = {axis};
    NDArray x = Gradients.without(() -> image.maximum(LOWEST));
    NDArray before = Gradients.without(() -> reference.maximum(LOWEST));
    NDArray top =
        Gradients.without(() -> NDArrays.maximum(x.max(along, true), before.max(along, true)));
    Change power =
        Change.of(x, before, value -> value.sub(top).exp(), (value, exponential) -> exponential);
    NDArray exponential = image.mul(power.multiplier);
    NDArray sum = exponential.sum(along, true);
    NDArray sumAfter = Gradients.without(() -> x.sub(top).exp().sum(along, true));
    NDArray sumBefore = Gradients.without(() -> before.sub(top).exp().sum(along, true));
    Change inverse =
        Change.of(sumAfter, sumBefore, value -> value.pow(-1), (value, y) -> y.square().neg());
    NDArray ofSum = Gradients.without(() -> power.middle.mul(inverse.multiplier));
    return exponential.mul(inverse.middle).add(ofSum.mul(sum));
  }

  private static NDArray normalisation(LayerNormalization layer, NDArray x, NDArray reference) {
    Shape rows = new Shape(-1, layer.scale().size());
    int[] along = {1};
    NDArray image = x.reshape(rows);
    NDArray centred = image.sub(image.mean(along, true));
    NDArray other =
        Gradients.without(
            () -> {
              NDArray flat = reference.reshape(rows);
              return flat.sub(flat.mean(along, true));
            });
    NDArray middle = middle(centred, other);
    NDArray twice = Gradients.without(() -> middle.mul(2));
    NDArray variance = centred.mul(twice).mean(along, true);
    Change inverse =
        Change.of(
            variance(centred, layer),
            variance(other, layer),
            value -> value.pow(-0.5),
            (value, y) -> y.pow(3).mul(-0.5f));
    NDArray scale = layer.scale().reshape(1, layer.scale().size());
    scale.attach(x.getManager());
    NDArray ofCentred = Gradients.without(() -> inverse.middle.mul(scale));
    NDArray ofVariance = Gradients.without(() -> middle.mul(inverse.multiplier).mul(scale));
    return centred.mul(ofCentred).add(ofVariance.mul(variance)).reshape(x.getShape());
  }

  private static NDArray variance(NDArray centred, LayerNormalization layer) {
    return Gradients.without(() -> centred.square().mean(new int[] {1}, true).add(layer.epsilon()));
  }

  private static NDArray norm(Norm layer, NDArray x, NDArray reference) {
    NDArray twice = Gradients.without(() -> middle(x, reference).mul(2));
    NDArray sum = x.mul(twice).sum(layer.axes(), true);
    NDArray after = Gradients.without(() -> x.square().sum(layer.axes(), true));
    NDArray before = Gradients.without(() -> reference.square().sum(layer.axes(), true));
    Change root =
        Change.of(after, before, NDArray::sqrt, (v, y) -> y.maximum(1e-20f).pow(-1).mul(0.5f));
    return sum.mul(root.multiplier);
  }
}
