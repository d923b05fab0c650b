package org.segmentattribution.table;

/** What becomes of several detections with one name in one image. */
public enum Duplicates {
  /** One row a name; a pixel in two detections counts once. */
  UNION,
  /** One row a detection; ranks go over all rows. */
  SEPARATE
}
