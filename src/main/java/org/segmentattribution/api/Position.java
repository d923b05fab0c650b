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
    Moments m = Moments.of(mask);
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

  /**
   * The number of a mask's pixels and the sums of their coordinates; the centroid follows from
   * these.
   *
   * @param area number of pixels
   * @param sumX sum of their columns, which count from 0
   * @param sumY sum of their rows, which count from 0
   */
  public record Moments(long area, long sumX, long sumY) {
    /**
     * {@return the moments of a mask, in whole numbers}
     *
     * @param mask may be without pixels
     */
    public static Moments of(Mask mask) {
      long[] sums = new long[3];
      mask.forEachRun(
          (from, to, y) -> {
            long count = to - from;
            sums[0] += count;
            sums[1] += (from + to - 1L) * count / 2;
            sums[2] += count * y;
          });
      return new Moments(sums[0], sums[1], sums[2]);
    }
  }
}
