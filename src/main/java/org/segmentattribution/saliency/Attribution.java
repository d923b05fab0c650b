package org.segmentattribution.saliency;

/**
 * The values of one method for several inputs.
 *
 * @param shape shape of one input's values: C, H, W, or H, W where channels are reduced or not
 *     distinguished
 * @param explanation explanation with the values of this method
 */
public record Attribution(long[] shape, Explanation explanation) {

  /** Returns the values of one input. */
  public float[] values(int input) {
    return explanation.maps().values().iterator().next()[input];
  }
}
