package org.segmentattribution.saliency;

/**
 * What one method says of some inputs.
 *
 * @param shape of one input's values: C, H, W, or H, W where channels are reduced or not told apart
 * @param explanation with the one method's values
 */
public record Attribution(long[] shape, Explanation explanation) {

  /** The values of one input. */
  public float[] values(int input) {
    return explanation.maps().values().iterator().next()[input];
  }
}
