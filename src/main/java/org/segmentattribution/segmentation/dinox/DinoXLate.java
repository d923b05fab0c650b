package org.segmentattribution.segmentation.dinox;

import java.io.IOException;

/** An image's time is over, but not its task: the answer may still be had. */
final class DinoXLate extends IOException {
  DinoXLate(String message) {
    super(message);
  }
}
