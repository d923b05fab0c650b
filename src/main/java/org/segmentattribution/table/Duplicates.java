package org.segmentattribution.table;

/** How several detections with one name in one image are treated. */
public enum Duplicates {
  /** As one row; a pixel in two detections counts once. */
  UNION,
  /** As one row each; ranks are over all rows. */
  SEPARATE
}
