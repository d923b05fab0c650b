package org.segmentattribution.segmentation.onnx.fixed;

import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;

/**
 * Makes masks of prototypes [1, M, h, w] and coefficients, as Ultralytics' {@code
 * retina_masks=True}: the sum of prototypes is enlarged until the border of the letterbox ends at
 * whole pixels, the border is cut off, the rest is resized to the picture, and what is above 0 and
 * inside of the box is the mask.
 */
final class YoloMasks {
  private static final int INPUT = 4; // pixels of the input for each of the prototypes

  private final Tensor prototypes;
  private final RgbImage image;
  private final PlaneResize enlarge;
  private final PlaneResize toPicture;

  YoloMasks(Tensor prototypes, RgbImage image) {
    this.prototypes = prototypes;
    this.image = image;
    int width = prototypes.size(3);
    int height = prototypes.size(2);
    Letterbox input = Letterbox.of(image.width(), image.height(), INPUT * width, INPUT * height, 0);
    int border = INPUT * height - input.down() | INPUT * width - input.across();
    int odd = border | border / 2;
    int factor = odd % 4 == 0 ? 1 : odd % 2 == 0 ? 2 : 4;
    Letterbox at = Letterbox.of(image.width(), image.height(), factor * width, factor * height, 0);
    enlarge = factor == 1 ? null : PlaneResize.of(width, height, at.width(), at.height());
    double[] part = {at.left(), at.top(), at.across(), at.down()};
    toPicture = PlaneResize.ofPart(at.width(), at.height(), part, image.width(), image.height());
  }

  /**
   * Returns a mask.
   *
   * @param coefficients M values
   * @param box in pixels of the picture
   */
  Mask of(float[] coefficients, Box box) {
    float[] plane = new float[prototypes.size(2) * prototypes.size(3)];
    float[] values = prototypes.floats();
    for (int m = 0; m < coefficients.length; m++) {
      float coefficient = coefficients[m];
      for (int i = 0; i < plane.length; i++) {
        plane[i] += coefficient * values[m * plane.length + i];
      }
    }
    Mask above = toPicture.above(enlarge == null ? plane : enlarge.plane(plane, 0), 0, 0);
    // a pixel counts by its left upper corner
    int left = (int) Math.ceil(box.left());
    int top = (int) Math.ceil(box.top());
    int right = (int) Math.ceil(box.right());
    int bottom = (int) Math.ceil(box.bottom());
    Mask.Builder inside = new Mask.Builder(image.width(), image.height());
    above.forEachRun(
        (from, to, y) -> {
          if (y >= top && y < bottom && Math.max(from, left) < Math.min(to, right)) {
            inside.addRun(Math.max(from, left), Math.min(to, right), y);
          }
        });
    return inside.build();
  }
}
