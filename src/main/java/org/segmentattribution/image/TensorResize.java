package org.segmentattribution.image;

import org.segmentattribution.api.RgbImage;

/**
 * Resizes as torchvision resizes tensors of bytes, with antialiasing; the bytes are the same.
 * Transformers' image processors prepare pictures so; Pillow's bytes differ by one level at most.
 */
public final class TensorResize {
  private TensorResize() {}

  /** Returns a picture in another size; torchvision has no box and no Hamming filter. */
  public static RgbImage resize(RgbImage image, int width, int height, Interpolation how) {
    Placement at = new Placement(width, height, 0, 0, width, height);
    if (at.isAll(image.width(), image.height())) {
      return image;
    }
    return switch (how) {
      case NEAREST -> NearestPixel.tensor(image, at);
      case BILINEAR, BICUBIC, LANCZOS -> ByteResampler.tensor(image, at, how);
      case BOX, HAMMING -> throw new IllegalArgumentException(how + " is no filter of tensors");
    };
  }
}
