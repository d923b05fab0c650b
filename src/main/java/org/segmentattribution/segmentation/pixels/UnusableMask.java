package org.segmentattribution.segmentation.pixels;

import java.io.IOException;

/** A mask that is whole and cannot be used; its message names the file and says what to do. */
public final class UnusableMask extends IOException {
  private static final long serialVersionUID = 1;

  /** Says what is wrong, in one line. */
  public UnusableMask(String message) {
    super(message);
  }
}
