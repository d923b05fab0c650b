package org.segmentattribution.segmentation;

/** DINO-X does not take the token or the account is used up: no further image will do better. */
final class DinoXRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  DinoXRefusal(String message) {
    super(message);
  }
}
