package org.segmentattribution.dataset.scene;

import java.util.SplittableRandom;
import org.segmentattribution.api.RgbImage;

/**
 * Simulates light and camera: brightness, colour temperature, gradient, leaf shadows, blur and
 * noise.
 */
final class SceneLight {
  private final SplittableRandom random;
  private final SceneNoise leaves;

  SceneLight(SplittableRandom random) {
    this.random = random;
    this.leaves = new SceneNoise(random);
  }

  /**
   * Returns the picture that the camera takes of the colours, three for each pixel from 0 to 255;
   * changes the colours.
   */
  RgbImage take(float[] colours, byte[] labels, int size) {
    light(colours, labels, size);
    float[] blurred = blur(colours, size, random.nextDouble(0, 0.22));
    double grain = random.nextDouble(1, 5.5);
    byte[] rgb = new byte[blurred.length];
    for (int i = 0; i < rgb.length; i++) {
      // the sum of three uniform numbers is close enough to a normal one
      double noise = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
      rgb[i] = (byte) Math.min(255, Math.max(0, Math.round(blurred[i] + 2 * grain * noise)));
    }
    return new RgbImage(size, size, rgb);
  }

  private void light(float[] colours, byte[] labels, int size) {
    double brightness = random.nextDouble(0.72, 1.18);
    double warmth = random.nextDouble(-0.1, 0.12);
    double contrast = random.nextDouble(0.75, 1.1);
    double slopeX = random.nextDouble(-0.25, 0.25);
    double slopeY = random.nextDouble(-0.15, 0.15);
    double shadow = random.nextDouble() < 0.4 ? random.nextDouble(0.2, 0.45) : 0;
    double fine = random.nextDouble(9, 20);
    double[] tint = {brightness * (1 + warmth), brightness, brightness * (1 - warmth)};
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double px = (x + 0.5) / size;
        double py = (y + 0.5) / size;
        int at = y * size + x;
        double lit = 1 + slopeX * (px - 0.5) + slopeY * (py - 0.5);
        if (shadow > 0 && labels[at] != Scene.SKY) {
          lit *= 1 - shadow * SceneColour.step(-0.25, 0.55, leaves.rough(fine * px, fine * py));
        }
        for (int c = 0; c < 3; c++) {
          double value = colours[3 * at + c] * lit * tint[c];
          colours[3 * at + c] = (float) (118 + contrast * (value - 118));
        }
      }
    }
  }

  /** Blurs with a 3x3 kernel; share is the weight of each neighbour in a row or column. */
  private static float[] blur(float[] colours, int size, double share) {
    return blurLines(blurLines(colours, size, 1, (float) share), size, size, (float) share);
  }

  private static float[] blurLines(float[] colours, int size, int stride, float share) {
    float[] blurred = new float[colours.length];
    for (int i = 0; i < size * size; i++) {
      int place = stride == 1 ? i % size : i / size;
      int before = place > 0 ? i - stride : i;
      int after = place < size - 1 ? i + stride : i;
      for (int c = 0; c < 3; c++) {
        blurred[3 * i + c] =
            (1 - 2 * share) * colours[3 * i + c]
                + share * (colours[3 * before + c] + colours[3 * after + c]);
      }
    }
    return blurred;
  }
}
