package org.segmentattribution.dataset.scene;

/**
 * A part's own axes within the animal: a point is so far along the part and so far across it.
 *
 * @param x the part's origin
 * @param y the part's origin, downwards
 * @param angle the direction of the first axis in radians, clockwise from the right
 * @param unit the length of one unit along the part
 */
record SceneFrame(double x, double y, double cos, double sin, double unit) {
  /** The frame at a point with an angle in radians, clockwise from the right. */
  static SceneFrame of(double x, double y, double angle, double unit) {
    return new SceneFrame(x, y, StrictMath.cos(angle), StrictMath.sin(angle), unit);
  }

  /** How far along the part a point of the animal lies, in units. */
  double along(double px, double py) {
    return ((px - x) * cos + (py - y) * sin) / unit;
  }

  /** How far across the part a point of the animal lies, in units; positive is clockwise. */
  double across(double px, double py) {
    return ((py - y) * cos - (px - x) * sin) / unit;
  }

  /** The points along0, across0, along1, ... in the animal's coordinates. */
  double[] place(double... points) {
    double[] placed = new double[points.length];
    for (int i = 0; i < points.length; i += 2) {
      placed[i] = x + unit * (points[i] * cos - points[i + 1] * sin);
      placed[i + 1] = y + unit * (points[i] * sin + points[i + 1] * cos);
    }
    return placed;
  }
}
