package org.segmentattribution.image;

import java.util.Locale;
import org.segmentattribution.api.RgbImage;

/** How a picture gets another size. */
public enum Interpolation {
  /** The pixel at each centre. */
  NEAREST,
  /** A triangle that grows with the reduction. */
  BILINEAR,
  /** Cubic convolution with a = -0.5 that grows with the reduction. */
  BICUBIC;

  /** The name in JSON and flags. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The picture that a placement shows. */
  RgbImage resize(RgbImage image, Placement at) {
    return switch (this) {
      case NEAREST -> NearestPixel.resize(image, at);
      case BILINEAR -> Resampler.resize(image, at);
      case BICUBIC -> CubicResampler.resize(image, at);
    };
  }
}
