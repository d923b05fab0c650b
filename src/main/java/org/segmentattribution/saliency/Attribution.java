package org.segmentattribution.saliency;

/**
 * The values of one method for some inputs.
 *
 * @param shape of one input's values: C, H, W, or H, W where channels are reduced or not told apart
 * @param explanation with the one method's values
 */
public record Attribution(long[] shape, Explanation explanation) {

  /** Returns the values of one input. */
  public float[] values(int input) {
    return explanation.maps().values().iterator().next()[input];
  }
}
