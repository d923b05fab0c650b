package org.segmentattribution.suspect;

/** The Euclidean distance of each two of some points. */
final class Distances {
  private final float[][] rows;

  private Distances(float[][] rows) {
    this.rows = rows;
  }

  /** Measures all distances. */
  static Distances of(double[][] points) {
    float[][] rows = new float[points.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[i];
      for (int k = 0; k < i; k++) {
        rows[i][k] = (float) Distance.of(points[i], points[k]);
      }
    }
    return new Distances(rows);
  }

  /** Returns the distances of some of the points, in their order. */
  Distances among(int[] some) {
    float[][] part = new float[some.length][];
    for (int i = 0; i < some.length; i++) {
      part[i] = new float[i];
      for (int k = 0; k < i; k++) {
        part[i][k] = of(some[i], some[k]);
      }
    }
    return new Distances(part);
  }

  int count() {
    return rows.length;
  }

  float of(int i, int k) {
    return i == k ? 0 : i > k ? rows[i][k] : rows[k][i];
  }
}
