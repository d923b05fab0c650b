package org.segmentattribution.rating;

/** What the columns of a table are compared with. */
public enum Against {
  /** The effect of each segment, in logits or margins, averaged over the fills. */
  EFFECT("effect"),
  /** The effect divided by the number of removed pixels, which takes the size of segments out. */
  PER_PIXEL("effect per pixel"),
  /** The effect minus the mean effect of the placebos. */
  EXCESS("excess");

  private final String text;

  Against(String text) {
    this.text = text;
  }

  /** Returns its name for people. */
  public String text() {
    return text;
  }
}
