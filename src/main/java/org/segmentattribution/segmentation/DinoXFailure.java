package org.segmentattribution.segmentation;

/** DINO-X will not answer this question, however often it is asked. */
final class DinoXFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  DinoXFailure(String message) {
    super(message.strip());
  }
}
