package org.segmentattribution.table;

import org.segmentattribution.api.WrongInput;

/** Checks and enlarges a saliency map, H x W values, rows top to bottom. */
final class SaliencyMap {
  private SaliencyMap() {}

  static void requireFinite(float[] map, int width) {
    for (int i = 0; i < map.length; i++) {
      if (!Float.isFinite(map[i])) {
        throw notFinite(map[i], i, width);
      }
    }
  }

  static void requireFinite(double[] map, int width) {
    for (int i = 0; i < map.length; i++) {
      if (!Double.isFinite(map[i])) {
        throw notFinite(map[i], i, width);
      }
    }
  }

  private static WrongInput notFinite(double value, int at, int width) {
    return new WrongInput(
        "the saliency map holds %s at x=%d, y=%d".formatted(value, at % width, at / width));
  }

  static double[] widen(float[] map) {
    double[] wide = new double[map.length];
    for (int i = 0; i < map.length; i++) {
      wide[i] = map[i];
    }
    return wide;
  }

  /** Returns the map at another size: bilinear, with half-pixel centres, clamped at the borders. */
  static double[] enlarge(double[] map, int height, int width, int newHeight, int newWidth) {
    double[] out = new double[Math.multiplyExact(newHeight, newWidth)];
    for (int y = 0; y < newHeight; y++) {
      double sy = source(y, height, newHeight);
      int top = (int) sy;
      int below = Math.min(top + 1, height - 1);
      for (int x = 0; x < newWidth; x++) {
        double sx = source(x, width, newWidth);
        int left = (int) sx;
        int right = Math.min(left + 1, width - 1);
        double up = blend(map[top * width + left], map[top * width + right], sx - left);
        double down = blend(map[below * width + left], map[below * width + right], sx - left);
        out[y * newWidth + x] = blend(up, down, sy - top);
      }
    }
    return out;
  }

  private static double source(int target, int from, int to) {
    return Math.max(0, Math.min(from - 1, (target + 0.5) * from / to - 0.5));
  }

  private static double blend(double a, double b, double share) {
    return a * (1 - share) + b * share;
  }
}
