package org.segmentattribution.image;

import org.segmentattribution.api.RgbImage;

/**
 * Resizes with a triangle filter (bilinear) whose support grows with the reduction, so that reduced
 * pictures are smoothed; equals Pillow and torchvision's antialiased resize to within one grey
 * level.
 */
public final class Resampler {
  private final int[] first;
  private final float[][] weights;

  /** Computes {@code count} of the {@code to} values of a resize, from {@code start} on. */
  private Resampler(int from, int to, int start, int count) {
    Taps taps = Taps.triangle(from, to, start, count);
    first = taps.first();
    weights = new float[count][];
    for (int i = 0; i < count; i++) {
      weights[i] = new float[taps.weights()[i].length];
      for (int k = 0; k < weights[i].length; k++) {
        weights[i][k] = (float) taps.weights()[i][k];
      }
    }
  }

  /** Resizes a picture. */
  public static RgbImage resize(RgbImage image, int width, int height) {
    return resize(image, new Placement(width, height, 0, 0, width, height));
  }

  /** Returns the part of the resized picture that the placement keeps. */
  static RgbImage resize(RgbImage image, Placement at) {
    if (at.isAll(image.width(), image.height())) {
      return image;
    }
    Resampler across = new Resampler(image.width(), at.resizedWidth(), at.left(), at.width());
    Resampler down = new Resampler(image.height(), at.resizedHeight(), at.top(), at.height());
    return down.vertical(across.horizontal(image));
  }

  /**
   * Returns the part of a resized plane of numbers that the placement keeps; rows top to bottom.
   */
  static float[] resize(float[] plane, int fromWidth, int fromHeight, Placement at) {
    int width = at.width();
    int height = at.height();
    Resampler across = new Resampler(fromWidth, at.resizedWidth(), at.left(), width);
    Resampler down = new Resampler(fromHeight, at.resizedHeight(), at.top(), height);
    float[] rows = new float[width * fromHeight];
    for (int y = 0; y < fromHeight; y++) {
      for (int x = 0; x < width; x++) {
        rows[y * width + x] = across.blend(x, plane, y * fromWidth, 1);
      }
    }
    float[] out = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out[y * width + x] = down.blend(y, rows, x, width);
      }
    }
    return out;
  }

  private float blend(int i, float[] in, int from, int step) {
    double sum = 0;
    for (int k = 0; k < weights[i].length; k++) {
      sum += weights[i][k] * in[from + (first[i] + k) * step];
    }
    return (float) sum;
  }

  private RgbImage horizontal(RgbImage image) {
    RgbImage out = RgbImage.black(first.length, image.height());
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < first.length; x++) {
        int from = (y * image.width() + first[x]) * 3;
        blend(image.rgb(), from, 3, weights[x], out.rgb(), (y * first.length + x) * 3);
      }
    }
    return out;
  }

  private RgbImage vertical(RgbImage image) {
    int width = image.width();
    RgbImage out = RgbImage.black(width, first.length);
    for (int y = 0; y < first.length; y++) {
      for (int x = 0; x < width; x++) {
        int from = (first[y] * width + x) * 3;
        blend(image.rgb(), from, width * 3, weights[y], out.rgb(), (y * width + x) * 3);
      }
    }
    return out;
  }

  private static void blend(byte[] in, int from, int step, float[] taps, byte[] out, int to) {
    float red = 0.5f;
    float green = 0.5f;
    float blue = 0.5f;
    for (float tap : taps) {
      red += tap * (in[from] & 0xff);
      green += tap * (in[from + 1] & 0xff);
      blue += tap * (in[from + 2] & 0xff);
      from += step;
    }
    out[to] = (byte) Math.min(255, (int) red);
    out[to + 1] = (byte) Math.min(255, (int) green);
    out[to + 2] = (byte) Math.min(255, (int) blue);
  }
}
