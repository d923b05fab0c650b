package org.segmentattribution.effect;

/**
 * An image with a segment taken out or put in, and what the classifier says then: a row of {@code
 * swaps.csv}.
 *
 * @param imageId id of the image
 * @param className the image's label, a class of the classifier
 * @param segment name of the segment
 * @param kind what was done
 * @param with name of the fill, or id of the image that the segment comes from
 * @param before name of the class that is predicted for the image itself
 * @param after name of the class that is predicted for the swapped image
 */
public record SwappedImage(
    String imageId,
    String className,
    String segment,
    Kind kind,
    String with,
    String before,
    String after) {

  /** What was done to an image. */
  public enum Kind {
    /** The image has the segment, and it was filled. */
    FILLED,
    /** The image lacks the segment, and it was pasted from an image of another class. */
    PASTED;

    /** Returns its name in files. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Returns whether the image itself is classified as its label says. */
  public boolean isRightBefore() {
    return before.equals(className);
  }

  /** Returns whether the swapped image is classified as the image's label says. */
  public boolean isRightAfter() {
    return after.equals(className);
  }
}
