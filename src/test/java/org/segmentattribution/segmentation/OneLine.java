package org.segmentattribution.segmentation;

/** What is wrong with an input is said in one line. */
public final class OneLine {
  private OneLine() {}

  public static void require(Exception e) {
    if (e.getMessage().lines().count() != 1) {
      throw new AssertionError("more than one line: " + e.getMessage(), e);
    }
  }
}
