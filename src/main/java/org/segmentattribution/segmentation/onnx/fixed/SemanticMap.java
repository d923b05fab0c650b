package org.segmentattribution.segmentation.onnx.fixed;

import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;
import org.segmentattribution.segmentation.onnx.ground.Scores;

/**
 * Gives each pixel its best class by Σ softmax(class) · sigmoid(mask) over the queries (Cheng et
 * al. 2021, section 3.4).
 */
final class SemanticMap {
  private SemanticMap() {}

  /**
   * Returns the best class of each pixel of the image, row by row.
   *
   * @param ofClass logits of classes, [1, queries, classes + 1], the last is "nothing"
   * @param masks logits of masks, [1, queries, h, w]
   * @param side of the square on which the sum is taken; 0 = the masks' own size
   */
  static int[] best(Tensor ofClass, Tensor masks, int side, RgbImage image) {
    int width = side > 0 ? side : masks.size(-1);
    int height = side > 0 ? side : masks.size(-2);
    int count = ofClass.size(2) - 1;
    return PlaneResize.of(width, height, image.width(), image.height())
        .largest(scores(ofClass, masks, width, height), count, width * height);
  }

  /** Returns the sum for each class and pixel, [classes, height, width]. */
  static float[] scores(Tensor ofClass, Tensor masks, int width, int height) {
    int fromWidth = masks.size(-1);
    int fromHeight = masks.size(-2);
    int pixels = width * height;
    int count = ofClass.size(2) - 1;
    PlaneResize enlarge = PlaneResize.of(fromWidth, fromHeight, width, height);
    float[] scores = new float[count * pixels];
    for (int q = 0; q < ofClass.size(1); q++) {
      double[] probability = Scores.softmax(ofClass.floats(), q * (count + 1), count + 1);
      float[] inside = enlarge.plane(masks.floats(), q * fromWidth * fromHeight);
      for (int i = 0; i < pixels; i++) {
        inside[i] = (float) Scores.sigmoid(inside[i]);
      }
      for (int c = 0; c < count; c++) {
        float p = (float) probability[c];
        int at = c * pixels;
        for (int i = 0; i < pixels; i++) {
          scores[at + i] += p * inside[i];
        }
      }
    }
    return scores;
  }
}
