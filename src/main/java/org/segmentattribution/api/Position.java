package org.segmentattribution.api;

/** One of nine cells of the image: thirds of the height and of the width. */
public enum Position {
  /** Top row, left. */
  TOP_LEFT("top-left"),
  /** Top row, centre. */
  TOP_CENTRE("top-centre"),
  /** Top row, right. */
  TOP_RIGHT("top-right"),
  /** Middle row, left. */
  CENTRE_LEFT("centre-left"),
  /** Middle row, centre. */
  CENTRE_CENTRE("centre-centre"),
  /** Middle row, right. */
  CENTRE_RIGHT("centre-right"),
  /** Bottom row, left. */
  BOTTOM_LEFT("bottom-left"),
  /** Bottom row, centre. */
  BOTTOM_CENTRE("bottom-centre"),
  /** Bottom row, right. */
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
   * {@return the cell in a row and column of thirds}
   *
   * @param row 0 (top) to 2 (bottom)
   * @param column 0 (left) to 2 (right)
   */
  public static Position at(int row, int column) {
    return values()[row * 3 + column];
  }

  /**
   * {@return the cell that holds a mask's centroid; a centroid exactly on a border counts for the
   * cell below or to the right} Computed in integers, so nothing is rounded.
   *
   * @param mask must not be empty
   */
  public static Position of(Mask mask) {
    Mask.Moments m = mask.moments();
    // the centroid is sum(2x+1) / (2 Z) from the left edge
    long column = 3 * (2 * m.sumX() + m.area()) / (2 * m.area() * mask.width());
    long row = 3 * (2 * m.sumY() + m.area()) / (2 * m.area() * mask.height());
    return at((int) row, (int) column);
  }

  /**
   * {@return the cell with this name}
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
