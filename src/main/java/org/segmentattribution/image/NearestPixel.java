package org.segmentattribution.image;

import org.segmentattribution.api.RgbImage;

/** Resizes by taking the pixel at each centre, as Pillow does. */
final class NearestPixel {
  private NearestPixel() {}

  /** Returns the part of the resized picture that the placement keeps. */
  static RgbImage resize(RgbImage image, Placement at) {
    return taken(
        image,
        pixels(image.width(), at.resizedWidth(), at.left(), at.width()),
        pixels(image.height(), at.resizedHeight(), at.top(), at.height()),
        at);
  }

  /** Returns the same as PyTorch's {@code nearest-exact}, whose centres are single precision. */
  static RgbImage tensor(RgbImage image, Placement at) {
    return taken(
        image,
        single(image.width(), at.resizedWidth(), at.left(), at.width()),
        single(image.height(), at.resizedHeight(), at.top(), at.height()),
        at);
  }

  private static RgbImage taken(RgbImage image, int[] columns, int[] rows, Placement at) {
    RgbImage out = RgbImage.black(at.width(), at.height());
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < columns.length; x++) {
        int from = (rows[y] * image.width() + columns[x]) * 3;
        System.arraycopy(image.rgb(), from, out.rgb(), (y * columns.length + x) * 3, 3);
      }
    }
    return out;
  }

  private static int[] single(int from, int to, int start, int count) {
    float step = (float) from / to;
    int[] pixels = new int[count];
    for (int i = 0; i < count; i++) {
      // product and difference are rounded once
      float centre = Math.fma(step, start + i + 0.5f, -0.5f);
      pixels[i] = Math.min((int) Math.floor(centre + 0.5f), from - 1);
    }
    return pixels;
  }

  private static int[] pixels(int from, int to, int start, int count) {
    double step = (double) from / to;
    // added, not multiplied: the last bit decides where a centre lies on an edge
    double at = step * 0.5;
    int[] pixels = new int[count];
    for (int i = 0; i < start + count; i++) {
      if (i >= start) {
        pixels[i - start] = Math.min((int) at, from - 1);
      }
      at += step;
    }
    return pixels;
  }
}
