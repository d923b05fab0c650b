package org.segmentattribution.image;

import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;

/**
 * How the pixels of a resized picture are computed.
 *
 * @param interpolation how pixels are weighted
 * @param antialias whether reduced pictures are smoothed
 * @param rounding when values are rounded to bytes
 * @param greyLast whether grey is made after the resize
 * @param luma how grey is made
 */
public record Resizing(
    Interpolation interpolation,
    boolean antialias,
    Rounding rounding,
    boolean greyLast,
    Luma luma) {
  /** Bilinear, as Pillow does it. */
  public static final Resizing BILINEAR = of(Interpolation.BILINEAR);

  /** When values are rounded to bytes. */
  public enum Rounding {
    /** After columns and again after rows, as by Pillow, and by torchvision since 0.16. */
    TWICE("uint8"),
    /** After both, as by OpenCV and older torchvision. */
    ONCE("uint8_once"),
    /** Values stay floats. */
    NEVER("float");

    private final String text;

    Rounding(String text) {
      this.text = text;
    }

    /** Returns the name used in JSON. */
    public String text() {
      return text;
    }
  }

  /** Refuses what no program does. */
  public Resizing {
    boolean both =
        interpolation == Interpolation.BILINEAR || interpolation == Interpolation.BICUBIC;
    if (!antialias && !both) {
      throw new WrongInput(
          "input.antialias: "
              + interpolation.text()
              + (interpolation == Interpolation.NEAREST
                  ? " takes one pixel and smooths nothing; leave antialias out"
                  : " always smooths; without it there are bilinear and bicubic"));
    }
    if (rounding == Rounding.NEVER && greyLast && luma == Luma.PILLOW) {
      throw new WrongInput(
          "input.grey: floats cannot be made grey as by Pillow; declare \"luma\": \"torchvision\","
              + " or \"grey\": \"before\"");
    }
  }

  /** Returns an interpolation as Pillow does it; grey is made first. */
  public static Resizing of(Interpolation interpolation) {
    return new Resizing(interpolation, true, Rounding.TWICE, false, Luma.PILLOW);
  }

  /** Returns whether values stay floats. */
  boolean isExact() {
    return rounding == Rounding.NEVER;
  }

  /** Returns the part of the resized picture that the placement keeps, as bytes. */
  RgbImage bytes(RgbImage image, Placement at, boolean grey) {
    if (isExact()) {
      return ExactResampler.rounded(values(image, at, grey), at.width(), at.height());
    }
    RgbImage first = grey && !greyLast ? luma.grey(image) : image;
    RgbImage resized =
        rounding == Rounding.TWICE
            ? twice(first, at)
            : ExactResampler.rounded(floats(first, at), at.width(), at.height());
    return grey && greyLast ? luma.grey(resized) : resized;
  }

  private RgbImage twice(RgbImage image, Placement at) {
    return switch (interpolation) {
      case NEAREST -> NearestPixel.resize(image, at);
      case BILINEAR ->
          antialias ? Resampler.resize(image, at) : ByteResampler.sharp(image, at, interpolation);
      default ->
          antialias
              ? ByteResampler.smooth(image, at, interpolation)
              : ByteResampler.sharp(image, at, interpolation);
    };
  }

  /**
   * Returns red, green and blue of each pixel that the placement keeps, 0 to 255, unrounded;
   * bicubic and Lanczos may give a little less or more.
   */
  float[] values(RgbImage image, Placement at, boolean grey) {
    float[] values = floats(grey && luma == Luma.PILLOW ? image.grey() : image, at);
    // weights are the same before and after a resize in floats
    if (grey && luma == Luma.TORCHVISION) {
      Luma.grey(values);
    }
    return values;
  }

  private float[] floats(RgbImage image, Placement at) {
    if (interpolation != Interpolation.NEAREST) {
      return ExactResampler.of(image.width(), image.height(), at, interpolation, antialias)
          .resize(image);
    }
    byte[] bytes = NearestPixel.resize(image, at).rgb();
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] & 0xff;
    }
    return values;
  }
}
