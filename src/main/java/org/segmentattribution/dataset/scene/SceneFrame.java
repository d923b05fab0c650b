package org.segmentattribution.dataset.scene;

/**
 * The axes of a part within the animal: one along the part, one across it.
 *
 * @param x the part's origin
 * @param y the part's origin, downwards
 * @param angle direction of the first axis in radians, clockwise from the right
 * @param unit the length of one unit along the part
 */
record SceneFrame(double x, double y, double cos, double sin, double unit) {
  /** Returns the frame at a point, with an angle in radians, clockwise from the right. */
  static SceneFrame of(double x, double y, double angle, double unit) {
    return new SceneFrame(x, y, StrictMath.cos(angle), StrictMath.sin(angle), unit);
  }

  /** Returns the distance of a point of the animal along the part, in units. */
  double along(double px, double py) {
    return ((px - x) * cos + (py - y) * sin) / unit;
  }

  /**
   * Returns the distance of a point of the animal across the part, in units; positive is clockwise.
   */
  double across(double px, double py) {
    return ((py - y) * cos - (px - x) * sin) / unit;
  }

  /** Converts the points along0, across0, along1, ... to the animal's coordinates. */
  double[] place(double... points) {
    double[] placed = new double[points.length];
    for (int i = 0; i < points.length; i += 2) {
      placed[i] = x + unit * (points[i] * cos - points[i + 1] * sin);
      placed[i + 1] = y + unit * (points[i] * sin + points[i + 1] * cos);
    }
    return placed;
  }
}
