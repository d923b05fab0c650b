package org.segmentattribution.image;

import org.segmentattribution.api.RgbImage;

/**
 * Resizes bytes in integer arithmetic, columns first, with bytes between the two passes; gives the
 * same bytes as Pillow.
 */
final class PillowResampler {
  /** Fractional bits: a product with a byte, and the sum of such products, fit into 32 bits. */
  private static final int BITS = 32 - 8 - 2;

  private final int[] first;
  private final int[][] weights;

  private PillowResampler(Taps taps) {
    first = taps.first();
    weights = new int[first.length][];
    for (int i = 0; i < first.length; i++) {
      double[] exact = taps.weights()[i];
      weights[i] = new int[exact.length];
      for (int k = 0; k < exact.length; k++) {
        double scaled = exact[k] * (1 << BITS);
        weights[i][k] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
      }
    }
  }

  /** Returns the part of the resized picture that the placement keeps. */
  static RgbImage resize(RgbImage image, Placement at, Interpolation how) {
    PillowResampler across =
        new PillowResampler(
            Taps.smooth(how, image.width(), at.resizedWidth(), at.left(), at.width()));
    PillowResampler down =
        new PillowResampler(
            Taps.smooth(how, image.height(), at.resizedHeight(), at.top(), at.height()));
    RgbImage narrow = RgbImage.black(at.width(), image.height());
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < at.width(); x++) {
        across.blend(x, image, y * image.width(), 1, narrow, y * at.width() + x);
      }
    }
    RgbImage out = RgbImage.black(at.width(), at.height());
    for (int y = 0; y < at.height(); y++) {
      for (int x = 0; x < at.width(); x++) {
        down.blend(y, narrow, x, at.width(), out, y * at.width() + x);
      }
    }
    return out;
  }

  /** Computes one output pixel; {@code from} is the pixel that a tap with number 0 would read. */
  private void blend(int i, RgbImage in, int from, int step, RgbImage out, int to) {
    byte[] rgb = in.rgb();
    int red = 1 << (BITS - 1);
    int green = red;
    int blue = red;
    int at = (from + first[i] * step) * 3;
    for (int weight : weights[i]) {
      red += weight * (rgb[at] & 0xff);
      green += weight * (rgb[at + 1] & 0xff);
      blue += weight * (rgb[at + 2] & 0xff);
      at += step * 3;
    }
    out.rgb()[to * 3] = clip(red);
    out.rgb()[to * 3 + 1] = clip(green);
    out.rgb()[to * 3 + 2] = clip(blue);
  }

  private static byte clip(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> BITS));
  }
}
