package org.segmentattribution.segmentation.onnx.ground;

import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.Tensor;

/**
 * Resizes pictures as torchvision does tensors without antialiasing: bilinearly, and without a
 * rounding to grey levels.
 */
public final class FloatPicture {
  private FloatPicture() {}

  /** Returns the picture, stretched to the input's size. */
  public static Tensor stretched(RgbImage image, ImageFeed feed) {
    int width = feed.width() > 0 ? feed.width() : image.width();
    int height = feed.height() > 0 ? feed.height() : image.height();
    return stretched(image, feed, width, height);
  }

  /** Returns the picture in this size, whatever the input says. */
  static Tensor stretched(RgbImage image, ImageFeed feed, int width, int height) {
    PlaneResize resize = PlaneResize.of(image.width(), image.height(), width, height);
    float[] pixels = new float[3 * width * height];
    float[] plane = new float[image.width() * image.height()];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = image.rgb()[i * 3 + c] & 0xff;
      }
      float[] values = resize.plane(plane, 0);
      float mean = feed.values().mean()[c];
      float std = feed.values().std()[c];
      for (int i = 0; i < values.length; i++) {
        int at = feed.channelsLast() ? i * 3 + c : c * values.length + i;
        pixels[at] = (values[i] * feed.values().factor() - mean) / std;
      }
    }
    long[] shape =
        feed.channelsLast() ? new long[] {1, height, width, 3} : new long[] {1, 3, height, width};
    return feed.rank() == 3
        ? Tensor.of(pixels, shape[1], shape[2], shape[3])
        : Tensor.of(pixels, shape);
  }
}
