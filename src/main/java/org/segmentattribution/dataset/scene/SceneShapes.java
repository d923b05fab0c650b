package org.segmentattribution.dataset.scene;

import java.awt.geom.Path2D;

/** Makes smooth outlines through given points. */
final class SceneShapes {
  private SceneShapes() {}

  /** Returns a closed Catmull-Rom curve through the points x0, y0, x1, y1, ... */
  static Path2D smooth(double... points) {
    int count = points.length / 2;
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    path.moveTo(points[0], points[1]);
    for (int i = 0; i < count; i++) {
      int before = 2 * ((i + count - 1) % count);
      int from = 2 * i;
      int to = 2 * ((i + 1) % count);
      int after = 2 * ((i + 2) % count);
      path.curveTo(
          points[from] + (points[to] - points[before]) / 6,
          points[from + 1] + (points[to + 1] - points[before + 1]) / 6,
          points[to] - (points[after] - points[from]) / 6,
          points[to + 1] - (points[after + 1] - points[from + 1]) / 6,
          points[to],
          points[to + 1]);
    }
    path.closePath();
    return path;
  }

  /** Returns a shape with straight edges through the points x0, y0, x1, y1, ... */
  static Path2D polygon(double... points) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    path.closePath();
    return path;
  }

  /** Returns the outline of a limb around a chain of joints x, y, radius, x, y, radius, ... */
  static Path2D limb(double... joints) {
    int count = joints.length / 3;
    double[] outline = new double[4 * count];
    for (int i = 0; i < count; i++) {
      int before = 3 * Math.max(0, i - 1);
      int after = 3 * Math.min(count - 1, i + 1);
      double dx = joints[after] - joints[before];
      double dy = joints[after + 1] - joints[before + 1];
      double reach = joints[3 * i + 2] / Math.sqrt(dx * dx + dy * dy);
      int mirrored = 4 * count - 2 - 2 * i;
      outline[2 * i] = joints[3 * i] + dy * reach;
      outline[2 * i + 1] = joints[3 * i + 1] - dx * reach;
      outline[mirrored] = joints[3 * i] - dy * reach;
      outline[mirrored + 1] = joints[3 * i + 1] + dx * reach;
    }
    return smooth(outline);
  }
}
