package org.segmentattribution.image;

import org.segmentattribution.api.RgbImage;

/** Resizes in floats, columns first, without rounding; results may lie beyond 0 and 255. */
final class ExactResampler {
  private final Taps across;
  private final Taps down;

  private ExactResampler(Taps across, Taps down) {
    this.across = across;
    this.down = down;
  }

  /** Returns the weights of PyTorch's tensors. */
  static ExactResampler of(int width, int height, Placement at, Interpolation how, boolean smooth) {
    return smooth
        ? new ExactResampler(
            Taps.smooth(how, width, at.resizedWidth(), at.left(), at.width()),
            Taps.smooth(how, height, at.resizedHeight(), at.top(), at.height()))
        : new ExactResampler(
            Taps.sharp(how, width, at.resizedWidth(), at.left(), at.width()),
            Taps.sharp(how, height, at.resizedHeight(), at.top(), at.height()));
  }

  /** Returns red, green and blue of each pixel that is kept, 0 to 255 and a little beyond. */
  float[] resize(RgbImage image) {
    int width = across.first().length;
    float[] rows = new float[width * image.height() * 3];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < width; x++) {
        bytes(image.rgb(), (y * image.width() + across.first()[x]) * 3, x, rows, y * width + x);
      }
    }
    float[] out = new float[width * down.first().length * 3];
    int line = width * 3;
    for (int y = 0; y < down.first().length; y++) {
      double[] weights = down.weights()[y];
      for (int x = 0; x < line; x++) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
          sum += weights[k] * rows[(down.first()[y] + k) * line + x];
        }
        out[y * line + x] = (float) sum;
      }
    }
    return out;
  }

  private void bytes(byte[] in, int from, int x, float[] out, int to) {
    double red = 0;
    double green = 0;
    double blue = 0;
    int at = from;
    for (double weight : across.weights()[x]) {
      red += weight * (in[at] & 0xff);
      green += weight * (in[at + 1] & 0xff);
      blue += weight * (in[at + 2] & 0xff);
      at += 3;
    }
    out[to * 3] = (float) red;
    out[to * 3 + 1] = (float) green;
    out[to * 3 + 2] = (float) blue;
  }

  /** Returns the nearest bytes, halves to the even one, as PyTorch rounds. */
  static RgbImage rounded(float[] values, int width, int height) {
    RgbImage out = RgbImage.black(width, height);
    for (int i = 0; i < values.length; i++) {
      out.rgb()[i] = (byte) Math.max(0, Math.min(255, (int) Math.rint(values[i])));
    }
    return out;
  }
}
