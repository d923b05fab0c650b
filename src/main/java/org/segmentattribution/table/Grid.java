package org.segmentattribution.table;

/** Whose pixels a table counts. */
public enum Grid {
  /** The saliency map's: masks follow the image's preprocessing, no attribution is invented. */
  SALIENCY,
  /** The image's (what the model sees of it): the map is enlarged bilinearly. */
  IMAGE
}
