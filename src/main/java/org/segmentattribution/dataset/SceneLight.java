package org.segmentattribution.dataset;

import static org.segmentattribution.dataset.SceneAnatomy.range;

import java.util.SplittableRandom;
import org.segmentattribution.image.RgbImage;

/**
 * Light, lens and sensor.
 *
 * @param gain of the brightness
 * @param warmth added to red and taken from blue
 * @param slope of the brightness from the left to the right edge
 * @param blur standard deviation in pixels of a picture of 96
 * @param noise standard deviation in grey levels
 * @param random of the noise
 */
record SceneLight(
    double gain, double warmth, double slope, double blur, double noise, SplittableRandom random) {

  static SceneLight of(SplittableRandom random) {
    return new SceneLight(
        range(random, 0.62, 1.12),
        range(random, -18, 22),
        range(random, -0.25, 0.25),
        range(random, 0.25, 1.0),
        range(random, 1.5, 7),
        random);
  }

  /** From drawn colours, size x size x 3, to the picture. */
  RgbImage develop(float[] colours, int size) {
    float[] soft = blur(blur(colours, size, 1), size, 0);
    RgbImage image = RgbImage.black(size, size);
    for (int i = 0; i < size * size; i++) {
      double light = gain * (1 + slope * (i % size / (double) size - 0.5));
      for (int c = 0; c < 3; c++) {
        double tint = c == 0 ? warmth : c == 2 ? -warmth : 0;
        double value = soft[i * 3 + c] * light + tint + noise * random.nextGaussian();
        image.rgb()[i * 3 + c] = (byte) Math.max(0, Math.min(255, Math.round(value)));
      }
    }
    return image;
  }

  /** One pass of a Gaussian, along rows (0) or columns (1). */
  private float[] blur(float[] in, int size, int along) {
    double deviation = blur * size / 96;
    int reach = (int) Math.ceil(2.5 * deviation);
    float[] out = new float[in.length];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double total = 0;
        double[] sum = new double[3];
        for (int d = -reach; d <= reach; d++) {
          int sx = Math.max(0, Math.min(size - 1, along == 0 ? x + d : x));
          int sy = Math.max(0, Math.min(size - 1, along == 1 ? y + d : y));
          double weight = Math.exp(-d * d / (2 * deviation * deviation));
          total += weight;
          for (int c = 0; c < 3; c++) {
            sum[c] += weight * in[(sy * size + sx) * 3 + c];
          }
        }
        for (int c = 0; c < 3; c++) {
          out[(y * size + x) * 3 + c] = (float) (sum[c] / total);
        }
      }
    }
    return out;
  }
}
