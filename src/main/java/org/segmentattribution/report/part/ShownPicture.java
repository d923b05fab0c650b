package org.segmentattribution.report.part;

/**
 * A photograph with a line below it.
 *
 * @param picture with the segment that it is about; nothing is dim where that is not in it
 * @param line what the model said
 * @param wrong whether that is wrong
 * @param name of the photograph
 */
public record ShownPicture(LitPicture picture, String line, boolean wrong, String name) {
  /** Returns what the picture shows, for readers who do not see it. */
  public String words() {
    String lit = picture.outline().isEmpty() ? "" : ", " + picture.segment() + " lit";
    return name + lit + ": " + line;
  }
}
