package org.segmentattribution.dataset.scene;

import java.util.SplittableRandom;

/**
 * Smooth value noise in the plane: random values at whole coordinates, interpolated between them.
 */
final class SceneNoise {
  private final int salt;

  SceneNoise(SplittableRandom random) {
    this.salt = random.nextInt();
  }

  /** Returns a value from -1 to 1 that changes over about one unit. */
  double at(double x, double y) {
    double left = Math.floor(x);
    double top = Math.floor(y);
    double tx = x - left;
    double ty = y - top;
    tx = tx * tx * (3 - 2 * tx);
    ty = ty * ty * (3 - 2 * ty);
    int ix = (int) left;
    int iy = (int) top;
    double above = corner(ix, iy) * (1 - tx) + corner(ix + 1, iy) * tx;
    double below = corner(ix, iy + 1) * (1 - tx) + corner(ix + 1, iy + 1) * tx;
    return above * (1 - ty) + below * ty;
  }

  /** Returns two layers of {@link #at}, the second of half the size and strength; -1.5 to 1.5. */
  double rough(double x, double y) {
    return at(x, y) + 0.5 * at(2 * x + 17.3, 2 * y - 5.1);
  }

  private double corner(int x, int y) {
    int hash = salt ^ x * 0x27d4eb2d ^ y * 0x165667b1;
    hash = (hash ^ hash >>> 15) * 0x2c1b3c6d;
    hash = (hash ^ hash >>> 12) * 0x297a2d39;
    return (hash ^ hash >>> 15) * 0x1p-31;
  }
}
