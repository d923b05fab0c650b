package org.segmentattribution.table;

/** The reason why a detected segment has no row: mostly, its mask has no pixel on the grid. */
public enum Absence {
  /** The mask has no pixel in the image either. */
  EMPTY("empty"),
  /** Too thin: the mask holds the centre of no pixel of the grid. */
  VANISHED("vanished"),
  /** The mask lies outside the model's crop. */
  OUTSIDE("outside"),
  /** It has the name of the row for what lies outside every segment, and was not asked for. */
  RESERVED("reserved");

  private final String text;

  Absence(String text) {
    this.text = text;
  }

  /** Returns the reason as it is written in files. */
  public String text() {
    return text;
  }
}
