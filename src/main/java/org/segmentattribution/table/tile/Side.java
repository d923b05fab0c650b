package org.segmentattribution.table.tile;

/** One of two runs that are shown side by side. */
public enum Side {
  /** The run on the left, or the only one. */
  A('a'),
  /** The run on the right. */
  B('b');

  private final char letter;

  Side(char letter) {
    this.letter = letter;
  }

  char letter() {
    return letter;
  }
}
