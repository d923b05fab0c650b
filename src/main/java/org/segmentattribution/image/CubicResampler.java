package org.segmentattribution.image;

import org.segmentattribution.api.RgbImage;

/**
 * Resizes with cubic convolution (a = -0.5; Keys 1981) whose support grows with the reduction, in
 * integer arithmetic, columns first; gives the same bytes as Pillow.
 */
final class CubicResampler {
  /** Fractional bits: a product with a byte, and the sum of such products, fit into 32 bits. */
  private static final int BITS = 32 - 8 - 2;

  private static final double SUPPORT = 2;
  private static final double A = -0.5;

  private final int[] first;
  private final int[][] weights;

  private CubicResampler(int from, int to, int start, int count) {
    first = new int[count];
    weights = new int[count][];
    double scale = (double) from / to;
    double stretch = Math.max(scale, 1);
    double support = SUPPORT * stretch;
    for (int i = 0; i < count; i++) {
      double centre = (start + i + 0.5) * scale;
      int low = Math.max(0, (int) (centre - support + 0.5));
      int high = Math.min(from, (int) (centre + support + 0.5));
      double[] taps = new double[high - low];
      double sum = 0;
      for (int k = 0; k < taps.length; k++) {
        taps[k] = cubic((k + low - centre + 0.5) * (1 / stretch));
        sum += taps[k];
      }
      first[i] = low;
      weights[i] = new int[taps.length];
      for (int k = 0; k < taps.length; k++) {
        double scaled = taps[k] / sum * (1 << BITS);
        weights[i][k] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
      }
    }
  }

  private static double cubic(double x) {
    double at = Math.abs(x);
    if (at < 1) {
      return ((A + 2) * at - (A + 3)) * at * at + 1;
    }
    return at < 2 ? (((at - 5) * at + 8) * at - 4) * A : 0;
  }

  /** Returns the part of the resized picture that the placement keeps. */
  static RgbImage resize(RgbImage image, Placement at) {
    CubicResampler across =
        new CubicResampler(image.width(), at.resizedWidth(), at.left(), at.width());
    CubicResampler down =
        new CubicResampler(image.height(), at.resizedHeight(), at.top(), at.height());
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
    for (int colour = 0; colour < 3; colour++) {
      int sum = 1 << (BITS - 1);
      for (int k = 0; k < weights[i].length; k++) {
        sum += weights[i][k] * (in.rgb()[(from + (first[i] + k) * step) * 3 + colour] & 0xff);
      }
      out.rgb()[to * 3 + colour] = (byte) Math.max(0, Math.min(255, sum >> BITS));
    }
  }
}
