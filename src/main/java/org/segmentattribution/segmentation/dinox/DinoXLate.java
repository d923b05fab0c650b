package org.segmentattribution.segmentation.dinox;

import java.io.IOException;

/**
 * Says that an image's time is over although its task still runs; a later run may get the answer.
 */
final class DinoXLate extends IOException {
  DinoXLate(String message) {
    super(message);
  }
}
