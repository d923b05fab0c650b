package org.segmentattribution.dataset;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/** Smooth curves through points (Catmull-Rom splines as cubic Béziers). */
final class SceneCurve {
  private SceneCurve() {}

  /** A closed outline. */
  static Path2D closed(Point2D... points) {
    Path2D path = new Path2D.Double();
    int n = points.length;
    path.moveTo(points[0].getX(), points[0].getY());
    for (int i = 0; i < n; i++) {
      segment(path, points[(i + n - 1) % n], points[i], points[(i + 1) % n], points[(i + 2) % n]);
    }
    path.closePath();
    return path;
  }

  /** A line from the first point to the last. */
  static Path2D open(Point2D... points) {
    Path2D path = new Path2D.Double();
    int last = points.length - 1;
    path.moveTo(points[0].getX(), points[0].getY());
    for (int i = 0; i < last; i++) {
      segment(
          path,
          points[Math.max(0, i - 1)],
          points[i],
          points[i + 1],
          points[Math.min(last, i + 2)]);
    }
    return path;
  }

  private static void segment(Path2D path, Point2D before, Point2D a, Point2D b, Point2D after) {
    path.curveTo(
        a.getX() + (b.getX() - before.getX()) / 6,
        a.getY() + (b.getY() - before.getY()) / 6,
        b.getX() - (after.getX() - a.getX()) / 6,
        b.getY() - (after.getY() - a.getY()) / 6,
        b.getX(),
        b.getY());
  }

  /** A point on the polygon through the points, from 0 (the first) to 1 (the last). */
  static Point2D between(Point2D[] points, double share) {
    double place = share * (points.length - 1);
    int i = Math.min(points.length - 2, (int) place);
    double t = place - i;
    return new Point2D.Double(
        points[i].getX() * (1 - t) + points[i + 1].getX() * t,
        points[i].getY() * (1 - t) + points[i + 1].getY() * t);
  }
}
