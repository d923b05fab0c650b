package org.segmentattribution.segmentation.pixels;

import java.io.IOException;

/** Says that a folder of masks has nothing for an image; the message names the image. */
public final class MissingMasks extends IOException {
  private static final long serialVersionUID = 1;

  /** Says for which image, in one line. */
  public MissingMasks(String message) {
    super(message);
  }
}
