package org.segmentattribution.saliency;

/**
 * Where the relevance of one image went.
 *
 * @param start the relevance that was shared out: the explained logit, or 0 where a method starts
 *     from max(f, 0)
 * @param input the sum over the input
 * @param biases what stayed on biases of layers with weights
 * @param normalisations what stayed on shifts behind normalisations
 * @param positions what stayed on learned addends and tokens, such as positions and class token
 */
public record Conservation(
    float start, float input, float biases, float normalisations, float positions) {
  /** Returns what no input value and no constant has: softmax, stabilisers, dropped parts. */
  public float missing() {
    return start - input - biases - normalisations - positions;
  }
}
