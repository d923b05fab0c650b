package org.segmentattribution.api;

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

  /**
   * The place of a mask's centroid; exactly on a third counts as the higher cell. Integers only, so
   * nothing is rounded.
   *
   * @param mask not empty
   */
  public static Position of(Mask mask) {
    Mask.Moments m = mask.moments();
    // a centroid is sum(2x+1) / (2 Z) from the left edge
    long column = 3 * (2 * m.sumX() + m.area()) / (2 * m.area() * mask.width());
    long row = 3 * (2 * m.sumY() + m.area()) / (2 * m.area() * mask.height());
    return at((int) row, (int) column);
  }

  /**
   * The place with this name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Position named(String text) {
    for (Position position : values()) {
      if (position.text.equals(text)) {
        return position;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is not a position");
  }
}
