package org.segmentattribution.saliency.structure;

/**
 * Which paths of a network relevance takes where two activations are multiplied.
 *
 * @param constantAttention whether attention's weights are constants, so that nothing goes to
 *     queries and keys (CP-LRP, Ali et al. 2022); otherwise softmax has its own derivative and
 *     products share half and half (AttnLRP, Achtibat et al. 2024)
 * @param halfGates whether a gate takes half of a product; otherwise the signal takes all
 */
public record RelevancePaths(boolean constantAttention, boolean halfGates) {
  /** AttnLRP, with all to the signal of a gate. */
  public static final RelevancePaths STANDARD = new RelevancePaths(false, false);
}
