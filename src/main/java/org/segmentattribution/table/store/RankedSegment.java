package org.segmentattribution.table.store;

/**
 * A segment in the table of one image, as far as the choice of images needs it.
 *
 * @param imageId of the image
 * @param target the class explained
 * @param className what rows are grouped by
 * @param segment its name
 * @param rank in the table, 1 = most attribution per pixel
 * @param attribution its mean attribution
 */
public record RankedSegment(
    String imageId,
    String target,
    String className,
    String segment,
    double rank,
    double attribution) {

  boolean isInTableOf(RankedSegment other) {
    return imageId.equals(other.imageId) && target.equals(other.target);
  }
}
