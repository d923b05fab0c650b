package org.segmentattribution.slice;

import java.util.Map;
import java.util.Set;

/**
 * What a run knows of an image and an explained class.
 *
 * @param image path of the image in its data set
 * @param className class that it is grouped by: the label, or the explained class where an image
 *     has several; empty where there is none
 * @param right whether the label is predicted; null where this is unknown
 * @param confidence probability of the explained class, 0 to 1; NaN where it is unknown
 * @param places of its segments, by name
 * @param unclear segments that were found and have no row, so that they are neither in the picture
 *     nor absent
 */
public record SlicedImage(
    String image,
    String className,
    Boolean right,
    double confidence,
    Map<String, Place> places,
    Set<String> unclear) {
  /** Copies what may change. */
  public SlicedImage {
    places = Map.copyOf(places);
    unclear = Set.copyOf(unclear);
  }

  /**
   * What attribution says of a segment.
   *
   * @param first whether no segment of the table has a smaller rank
   * @param sign 1 where it speaks for the explained class, -1 against it, 0 neither
   */
  public record Place(boolean first, int sign) {}

  /** Returns whether there is another segment to be compared with. */
  boolean isCompared() {
    return places.size() > 1;
  }
}
