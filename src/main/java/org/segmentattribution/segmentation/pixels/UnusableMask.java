package org.segmentattribution.segmentation.pixels;

import java.io.IOException;

/** Says that a mask is whole but cannot be used; the message names the file and what to do. */
public final class UnusableMask extends IOException {
  private static final long serialVersionUID = 1;

  /** Says what is wrong, in one line. */
  public UnusableMask(String message) {
    super(message);
  }
}
