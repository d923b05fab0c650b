package org.segmentattribution.table;

/** One of nine places in the image: the third of the height and of the width. */
public enum Position {
  TOP_LEFT("top-left"),
  TOP_CENTRE("top-centre"),
  TOP_RIGHT("top-right"),
  CENTRE_LEFT("centre-left"),
  CENTRE_CENTRE("centre-centre"),
  CENTRE_RIGHT("centre-right"),
  BOTTOM_LEFT("bottom-left"),
  BOTTOM_CENTRE("bottom-centre"),
  BOTTOM_RIGHT("bottom-right");

  private final String text;

  Position(String text) {
    this.text = text;
  }

  /** The name in tables, such as {@code top-left}. */
  public String text() {
    return text;
  }

  /** The place in a row and column of thirds, each 0 to 2. */
  public static Position at(int row, int column) {
    return values()[row * 3 + column];
  }
}
