package org.segmentattribution.image;

import java.util.Locale;

/** How the pixels around a place are weighted when a picture is resized. */
public enum Interpolation {
  /** Takes the pixel at each centre. */
  NEAREST(0),
  /** Weights pixels with a triangle. */
  BILINEAR(1),
  /** Cubic convolution (Keys 1981), a = -0.5; -0.75 without antialiasing. */
  BICUBIC(2),
  /** The sinc function in a window of three lobes. */
  LANCZOS(3),
  /** The mean of the pixels that an output pixel covers. */
  BOX(0.5),
  /** The sinc function of one lobe in a Hamming window. */
  HAMMING(1);

  private static final double KEYS = -0.5;

  private final double support;

  Interpolation(double support) {
    this.support = support;
  }

  /** Returns the name used in JSON and flags. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the distance from the centre, in pixels, from which on weights are 0. */
  double support() {
    return support;
  }

  /** Returns the weight of a pixel at a distance from the centre, as Pillow has it. */
  double weight(double distance) {
    double at = Math.abs(distance);
    return switch (this) {
      case NEAREST -> throw new IllegalStateException("nearest has no weights");
      // half open: a pixel on the edge of two belongs to one
      case BOX -> distance > -0.5 && distance <= 0.5 ? 1 : 0;
      case BILINEAR -> at < 1 ? 1 - at : 0;
      case HAMMING -> at < 1 ? sinc(at) * (0.54 + 0.46 * Math.cos(at * Math.PI)) : 0;
      case BICUBIC -> cubic(at, KEYS);
      case LANCZOS -> distance >= -3 && distance < 3 ? sinc(at) * sinc(at / 3) : 0;
    };
  }

  private static double sinc(double x) {
    double at = x * Math.PI;
    return x == 0 ? 1 : Math.sin(at) / at;
  }

  /** Returns the kernel of cubic convolution with the parameter {@code a}. */
  static double cubic(double at, double a) {
    if (at < 1) {
      return ((a + 2) * at - (a + 3)) * at * at + 1;
    }
    return at < 2 ? (((at - 5) * at + 8) * at - 4) * a : 0;
  }
}
