package org.segmentattribution.image;

import java.util.Locale;
import org.segmentattribution.api.RgbImage;

/** How a picture is resized. */
public enum Interpolation {
  /** Takes the pixel at each centre. */
  NEAREST,
  /** Weights pixels with a triangle that widens with the reduction. */
  BILINEAR,
  /** Cubic convolution with a = -0.5 whose support widens with the reduction. */
  BICUBIC;

  /** Returns the name used in JSON and flags. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the part of the resized picture that the placement keeps. */
  RgbImage resize(RgbImage image, Placement at) {
    return switch (this) {
      case NEAREST -> NearestPixel.resize(image, at);
      case BILINEAR -> Resampler.resize(image, at);
      case BICUBIC -> CubicResampler.resize(image, at);
    };
  }
}
