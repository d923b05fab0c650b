package org.segmentattribution.segmentation.masks;

import java.io.IOException;

/** A mask that is whole and cannot be used; its message names the file and says what to do. */
final class UnusableMask extends IOException {
  private static final long serialVersionUID = 1;

  UnusableMask(String message) {
    super(message);
  }
}
