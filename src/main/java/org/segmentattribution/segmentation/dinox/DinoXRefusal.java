package org.segmentattribution.segmentation.dinox;

/**
 * DINO-X takes no more images from this token: it is wrong, not allowed or used up. Unlike the
 * {@link java.io.IOException} of one image, it ends the batch; answers that are in the cache stay.
 */
public final class DinoXRefusal extends RuntimeException {
  DinoXRefusal(String message) {
    super(message);
  }
}
