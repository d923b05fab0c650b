package org.segmentattribution.dataset.scene;

import java.util.SplittableRandom;

/** Calculates with colours packed as 0xRRGGBB. */
final class SceneColour {
  private SceneColour() {}

  /** Returns the colour between two others; a share of 0 gives the first, 1 the second. */
  static int mix(int first, int second, double share) {
    double t = Math.min(1, Math.max(0, share));
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = first >> shift & 0xff;
      int b = second >> shift & 0xff;
      mixed |= (int) (a + (b - a) * t + 0.5) << shift;
    }
    return mixed;
  }

  /** Multiplies every channel by a factor, at most to 255. */
  static int scale(int colour, double factor) {
    int scaled = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      scaled |= Math.min(255, (int) ((colour >> shift & 0xff) * factor + 0.5)) << shift;
    }
    return scaled;
  }

  /** Returns a random colour near another; spread is the greatest change of a channel. */
  static int near(int colour, int spread, SplittableRandom random) {
    int changed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int value = (colour >> shift & 0xff) + random.nextInt(-spread, spread + 1);
      changed |= Math.min(255, Math.max(0, value)) << shift;
    }
    return changed;
  }

  /** Returns a smooth step from 0 at {@code from} to 1 at {@code to}. */
  static double step(double from, double to, double value) {
    double t = Math.min(1, Math.max(0, (value - from) / (to - from)));
    return t * t * (3 - 2 * t);
  }
}
