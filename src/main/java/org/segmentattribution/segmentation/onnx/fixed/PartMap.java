package org.segmentattribution.segmentation.onnx.fixed;

import org.segmentattribution.api.RgbImage;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;

/** Puts the classes' scores in parts of a picture together, as EoMT's processor does. */
final class PartMap {
  private final int width;
  private final int height;
  private final int classes;
  private final float[] sums;
  private final int[] counts;

  /** Begins a map in the size of the resized picture. */
  PartMap(int width, int height, int classes) {
    this.width = width;
    this.height = height;
    this.classes = classes;
    sums = new float[classes * width * height];
    counts = new int[width * height];
  }

  /**
   * Adds the scores of a square; what lies outside of the picture is left out.
   *
   * @param scores [classes, side, side]
   */
  void add(float[] scores, int side, int left, int top) {
    int across = Math.min(side, width - left);
    int down = Math.min(side, height - top);
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        int to = (top + y) * width + left + x;
        counts[to]++;
        for (int c = 0; c < classes; c++) {
          sums[c * counts.length + to] += scores[(c * side + y) * side + x];
        }
      }
    }
  }

  /** Returns the class with the best mean score for each pixel of the image. */
  int[] best(RgbImage image) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= Math.max(1, counts[i % counts.length]);
    }
    return PlaneResize.of(width, height, image.width(), image.height())
        .largest(sums, classes, counts.length);
  }
}
