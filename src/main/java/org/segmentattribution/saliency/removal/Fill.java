package org.segmentattribution.saliency.removal;

import org.segmentattribution.api.Mask;

/** Fills a region of a picture with what could be there without the segment. */
public interface Fill {
  /** Returns its name. */
  String name();

  /**
   * Returns the picture's values with the region filled, C x H x W.
   *
   * @param region not the whole frame
   * @param seed of random numbers, where the fill draws any
   */
  float[] fill(ModelInput picture, Mask region, long seed);
}
