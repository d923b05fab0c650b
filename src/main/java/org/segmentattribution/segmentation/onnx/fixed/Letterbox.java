package org.segmentattribution.segmentation.onnx.fixed;

import java.util.Arrays;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.segmentation.onnx.ground.Box;
import org.segmentattribution.segmentation.onnx.ground.ByteLinear;

/**
 * The place of a picture in a model's input: enlarged or reduced with its shape kept, in the middle
 * of a grey field. All sizes are in the input's pixels; halves are rounded to the even neighbour.
 *
 * @param width of the input
 * @param height of the input
 * @param left of the picture in it
 * @param top of the picture in it
 * @param across width of the picture in it
 * @param down height of the picture in it
 */
record Letterbox(int width, int height, int left, int top, int across, int down) {
  private static final int GREY = 114;

  /**
   * Fits a picture into a field.
   *
   * @param stride where positive, the field is made as small as multiples of it permit
   */
  static Letterbox of(int pictureWidth, int pictureHeight, int width, int height, int stride) {
    double ratio = Math.min((double) height / pictureHeight, (double) width / pictureWidth);
    int across = (int) Math.max(1, Math.rint(pictureWidth * ratio));
    int down = (int) Math.max(1, Math.rint(pictureHeight * ratio));
    int besides = stride > 0 ? (width - across) % stride : width - across;
    int above = stride > 0 ? (height - down) % stride : height - down;
    // an odd pixel is at the right and bottom
    int left = (int) Math.rint(besides / 2.0 - 0.1);
    int top = (int) Math.rint(above / 2.0 - 0.1);
    return new Letterbox(across + besides, down + above, left, top, across, down);
  }

  /** Returns the input's picture. */
  RgbImage draw(RgbImage image) {
    RgbImage small = ByteLinear.resize(image, across, down);
    RgbImage field = RgbImage.black(width, height);
    Arrays.fill(field.rgb(), (byte) GREY);
    for (int y = 0; y < down; y++) {
      int to = ((y + top) * width + left) * 3;
      System.arraycopy(small.rgb(), y * across * 3, field.rgb(), to, across * 3);
    }
    return field;
  }

  /**
   * Returns a box of the input in pixels of the picture, cut at its edges, in single precision as
   * the exporter's own program.
   */
  Box onPicture(Box box, RgbImage image) {
    float wide = (float) ((double) across / image.width());
    float high = (float) ((double) down / image.height());
    return new Box(
        box.wanted(),
        box.score(),
        within((float) (box.left() - left) / wide, image.width()),
        within((float) (box.top() - top) / high, image.height()),
        within((float) (box.right() - left) / wide, image.width()),
        within((float) (box.bottom() - top) / high, image.height()));
  }

  private static float within(float place, int most) {
    return Math.max(0, Math.min(most, place));
  }
}
