package org.segmentattribution.table;

/** The grid whose pixels a table counts. */
public enum Grid {
  /**
   * The saliency map's grid: masks follow the image's preprocessing, and no attribution is
   * interpolated.
   */
  SALIENCY,
  /** The image's grid (the part that the model sees): the map is enlarged bilinearly. */
  IMAGE
}
