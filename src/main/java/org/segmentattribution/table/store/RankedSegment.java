package org.segmentattribution.table.store;

/**
 * A segment in the table of one image, with what the choice of images needs.
 *
 * @param imageId id of the image
 * @param target the explained class
 * @param className class that rows are grouped by
 * @param segment name of the segment
 * @param rank rank in the table, 1 = most attribution per pixel
 * @param signed mean attribution of the segment, with its sign
 */
public record RankedSegment(
    String imageId, String target, String className, String segment, double rank, double signed) {

  /** Returns the size of the mean attribution. */
  public double attribution() {
    return Math.abs(signed);
  }

  boolean isInTableOf(RankedSegment other) {
    return imageId.equals(other.imageId) && target.equals(other.target);
  }
}
