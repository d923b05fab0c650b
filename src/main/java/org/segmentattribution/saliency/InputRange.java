package org.segmentattribution.saliency;

import org.segmentattribution.image.Preprocessing;

/**
 * Smallest and largest value of each channel of a model's input.
 *
 * @param low of the byte 0 or 255, whichever is lower after mean and std
 * @param high of the other
 */
public record InputRange(float[] low, float[] high) {

  /** The range that preprocessing leads to; null without preprocessing. */
  static InputRange of(Preprocessing input) {
    if (input == null) {
      return null;
    }
    int channels = input.scaling().mean().length;
    InputRange range = new InputRange(new float[channels], new float[channels]);
    for (int c = 0; c < channels; c++) {
      float dark = (input.scaling().low() - input.scaling().mean()[c]) / input.scaling().std()[c];
      float bright =
          (input.scaling().high() - input.scaling().mean()[c]) / input.scaling().std()[c];
      range.low[c] = Math.min(dark, bright);
      range.high[c] = Math.max(dark, bright);
    }
    return range;
  }
}
