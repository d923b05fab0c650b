package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.saliency.structure.Surrogate;

/**
 * DeepLIFT at max pooling: a rise of a window's maximum against the baseline goes to the winner of
 * the image, a fall to that of the baseline, among equals to the one that fell least. The first
 * rose, the second fell, at least as far as the maximum, so every multiplier lies in [0, 1];
 * overlapping windows add theirs.
 */
final class PoolingDifference {
  /** Smaller changes count as none. */
  static final float SAME = 1e-10f;

  /** Lies below everything that a network computes, and is finite. */
  private static final double OUTSIDE = -3e38;

  /**
   * Values of the baseline this close to a window's maximum, as a share of the largest, count as
   * equal.
   */
  private static final float EQUAL = 1e-6f;

  private PoolingDifference() {}

  /** Returns the maxima of the image, with the multipliers as their derivative. */
  static NDArray forward(MaxPooling pooling, NDArray x, NDArray reference, NDArray value) {
    NDArray multipliers = Gradients.without(() -> multipliers(pooling, x, reference));
    NDArray windows = pooling.windows(x.sub(x.stopGradient()), 0);
    return Surrogate.withValue(windows.mul(multipliers).sum(new int[] {4}), value);
  }

  /** Returns multipliers of each window and each of its values, [N, C, h, w, kernel], in [0, 1]. */
  static NDArray multipliers(MaxPooling pooling, NDArray x, NDArray reference) {
    int[] last = {4};
    NDArray image = pooling.windows(x, OUTSIDE);
    NDArray baseline = pooling.windows(reference, OUTSIDE);
    int size = Math.toIntExact(image.getShape().get(4));
    NDArray most = baseline.max(last, true);
    NDArray change = image.max(last, true).subi(most);
    NDArray way = image.sub(baseline);
    NDArray same = way.abs().lt(SAME).toType(DataType.FLOAT32, false);
    NDArray share = change.div(way.add(same)).clip(0f, 1f);
    NDArray winner = image.argMax(4).oneHot(size, DataType.FLOAT32);
    // rounding must not choose among equals: the one that fell least is chosen
    NDArray equals = baseline.gte(most.sub(tolerance(reference).expandDims(4)));
    NDArray least = NDArrays.where(equals, image, image.zerosLike().subi(Float.MAX_VALUE));
    NDArray loser = least.argMax(4).oneHot(size, DataType.FLOAT32);
    NDArray rises = change.gt(0).toType(DataType.FLOAT32, false);
    NDArray falls = change.lt(0).toType(DataType.FLOAT32, false);
    NDArray stays = winner.mul(same);
    NDArray moves = winner.mul(rises).addi(loser.mul(falls)).muli(same.neg().addi(1f));
    return moves.muli(share).addi(stays);
  }

  /** Returns the difference that counts as equal in each image, [N, 1, 1, 1]. */
  private static NDArray tolerance(NDArray reference) {
    NDArray largest = reference.abs();
    for (int axis = 1; axis < 4; axis++) {
      largest = largest.max(new int[] {axis}, true);
    }
    return largest.muli(EQUAL);
  }
}
