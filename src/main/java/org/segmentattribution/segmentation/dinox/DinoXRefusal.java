package org.segmentattribution.segmentation.dinox;

/**
 * Says that DINO-X accepts no more images with this token: it is wrong, not allowed or used up.
 * Unlike the {@link java.io.IOException} of one image, it ends the batch; cached answers are kept.
 */
public final class DinoXRefusal extends RuntimeException {
  DinoXRefusal(String message) {
    super(message);
  }
}
