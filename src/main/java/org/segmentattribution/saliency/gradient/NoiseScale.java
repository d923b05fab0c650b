package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.segmentattribution.saliency.InputRange;

/**
 * The standard deviation of SmoothGrad's noise.
 *
 * @param absolute deviation in units of the preprocessed input; NaN where it is relative
 * @param relative to the range of the model's input, channel by channel: 1/255 is one grey level
 */
public record NoiseScale(float absolute, float relative) {

  /**
   * Returns the deviations, [1, C or 1, 1, 1].
   *
   * @param range of the input, null where none is declared: then the deviation is 1
   */
  NDArray of(NDManager scope, InputRange range) {
    if (!Float.isNaN(absolute) || range == null) {
      return scope.create(
          new float[] {Float.isNaN(absolute) ? 1 : absolute}, new Shape(1, 1, 1, 1));
    }
    float[] deviations = new float[range.low().length];
    for (int c = 0; c < deviations.length; c++) {
      deviations[c] = relative * (range.high()[c] - range.low()[c]);
    }
    return scope.create(deviations, new Shape(1, deviations.length, 1, 1));
  }
}
