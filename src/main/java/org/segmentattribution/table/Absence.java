package org.segmentattribution.table;

/** Why a detected segment has no row: its mask has no pixel on the grid. */
public enum Absence {
  /** The mask had no pixel to begin with. */
  EMPTY("empty"),
  /** Too thin: no pixel of the grid has its centre in the mask. */
  VANISHED("vanished"),
  /** The model's crop left no part of it. */
  OUTSIDE("outside");

  private final String text;

  Absence(String text) {
    this.text = text;
  }

  /** The reason as it is reported. */
  public String text() {
    return text;
  }
}
