package org.segmentattribution.saliency;

/** Reads the logits of one image. */
public final class Logits {
  private Logits() {}

  /** Returns the index of the largest logit, the first among equals. */
  public static int argmax(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }
}
