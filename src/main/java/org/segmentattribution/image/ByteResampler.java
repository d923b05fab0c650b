package org.segmentattribution.image;

import org.segmentattribution.api.RgbImage;

/**
 * Resizes bytes in integer arithmetic, columns first, with bytes between the two passes. With
 * antialiasing, gives the bytes of Pillow up to 12 or those of torchvision; without, torchvision's.
 */
final class ByteResampler {
  /** Fractional bits: a product with a byte, and the sum of such products, fit into 32 bits. */
  private static final int MOST = 32 - 8 - 2;

  /** Limit of PyTorch's weights, which have 16 bits. */
  private static final int SHORT = 1 << 15;

  private final int bits;
  private final int[] first;
  private final int[][] weights;

  private ByteResampler(Taps taps, boolean shorts) {
    bits = shorts ? bits(taps) : MOST;
    first = taps.first();
    weights = new int[first.length][];
    for (int i = 0; i < first.length; i++) {
      double[] exact = taps.weights()[i];
      weights[i] = new int[exact.length];
      for (int k = 0; k < exact.length; k++) {
        double scaled = exact[k] * (1 << bits);
        weights[i][k] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
      }
    }
  }

  /** Returns as many fractional bits as leave the largest weight within 16 bits. */
  private static int bits(Taps taps) {
    double largest = 0;
    for (double[] weights : taps.weights()) {
      for (double weight : weights) {
        largest = Math.max(largest, weight);
      }
    }
    int bits = 0;
    while (bits < MOST && (int) (0.5 + largest * (1 << (bits + 1))) < SHORT) {
      bits++;
    }
    return bits;
  }

  /** Returns the part of the resized picture that the placement keeps, with antialiasing. */
  static RgbImage smooth(RgbImage image, Placement at, Interpolation how) {
    return resize(
        image,
        at,
        new ByteResampler(
            Taps.smooth(how, image.width(), at.resizedWidth(), at.left(), at.width()), false),
        new ByteResampler(
            Taps.smooth(how, image.height(), at.resizedHeight(), at.top(), at.height()), false));
  }

  /** Returns the part of the resized picture that the placement keeps, as torchvision smooths. */
  static RgbImage tensor(RgbImage image, Placement at, Interpolation how) {
    return resize(
        image,
        at,
        new ByteResampler(
            Taps.smooth(how, image.width(), at.resizedWidth(), at.left(), at.width()), true),
        new ByteResampler(
            Taps.smooth(how, image.height(), at.resizedHeight(), at.top(), at.height()), true));
  }

  /** Returns the part of the resized picture that the placement keeps, without antialiasing. */
  static RgbImage sharp(RgbImage image, Placement at, Interpolation how) {
    return resize(
        image,
        at,
        new ByteResampler(
            Taps.sharp(how, image.width(), at.resizedWidth(), at.left(), at.width()), true),
        new ByteResampler(
            Taps.sharp(how, image.height(), at.resizedHeight(), at.top(), at.height()), true));
  }

  private static RgbImage resize(
      RgbImage image, Placement at, ByteResampler across, ByteResampler down) {
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
    int red = 1 << (bits - 1);
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

  private byte clip(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> bits));
  }
}
