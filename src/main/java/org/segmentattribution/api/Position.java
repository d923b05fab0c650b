package org.segmentattribution.api;

/** One of nine places in the image: the third of the height and of the width. */
public enum Position {
  /** At the top left. */
  TOP_LEFT("top-left"),
  /** At the top centre. */
  TOP_CENTRE("top-centre"),
  /** At the top right. */
  TOP_RIGHT("top-right"),
  /** In the middle row, left. */
  CENTRE_LEFT("centre-left"),
  /** In the middle. */
  CENTRE_CENTRE("centre-centre"),
  /** In the middle row, right. */
  CENTRE_RIGHT("centre-right"),
  /** At the bottom left. */
  BOTTOM_LEFT("bottom-left"),
  /** At the bottom centre. */
  BOTTOM_CENTRE("bottom-centre"),
  /** At the bottom right. */
  BOTTOM_RIGHT("bottom-right");

  private final String text;

  Position(String text) {
    this.text = text;
  }

  /** {@return the name in tables, such as {@code top-left}} */
  public String text() {
    return text;
  }

  /**
   * {@return the place in a row and column of thirds, each 0 to 2}
   *
   * @param row 0 at the top to 2
   * @param column 0 at the left to 2
   */
  public static Position at(int row, int column) {
    return values()[row * 3 + column];
  }

  /**
   * {@return the place of a mask's centroid; exactly on a third counts as the higher cell} Integers
   * only, so nothing is rounded.
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
   * {@return the place with this name}
   *
   * @param text as {@link #text} gives it
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
