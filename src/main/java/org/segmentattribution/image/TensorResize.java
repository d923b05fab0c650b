package org.segmentattribution.image;

import org.segmentattribution.api.RgbImage;

/**
 * Resizes as torchvision resizes tensors of bytes, with antialiasing; the bytes are the same.
 * Transformers' image processors prepare pictures so; Pillow's bytes differ by one level at most.
 */
public final class TensorResize {
  private TensorResize() {}

  /** Returns a picture in another size. */
  public static RgbImage resize(RgbImage image, int width, int height, Interpolation how) {
    Placement at = new Placement(width, height, 0, 0, width, height);
    if (at.isAll(image.width(), image.height())) {
      return image;
    }
    return switch (how) {
      case BILINEAR, BICUBIC -> ByteResampler.tensor(image, at, how);
      default -> Resizing.of(how).bytes(image, at, false);
    };
  }
}
