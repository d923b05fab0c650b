package org.segmentattribution.model.training;

import java.util.SplittableRandom;

/** Changes training pictures before they are mirrored and moved, each time one is used. */
@FunctionalInterface
public interface ImageChange {
  /** Leaves pictures as they are. */
  ImageChange NONE = (image, random) -> image;

  /**
   * Returns a changed picture, or the picture itself.
   *
   * @param random the training's own stream, so equal seeds give equal weights
   */
  LabelledImage apply(LabelledImage image, SplittableRandom random);
}
