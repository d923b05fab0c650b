package org.segmentattribution.image;

import java.util.Locale;
import org.segmentattribution.api.RgbImage;

/** How red, green and blue become one grey level; both with the weights of ITU-R 601. */
public enum Luma {
  /** Pillow's {@code convert("L")}: whole numbers, rounded. */
  PILLOW,
  /** torchvision's {@code Grayscale} of tensors: three-digit weights, bytes cut off. */
  TORCHVISION;

  private static final float RED = 0.2989f;
  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;

  /** Returns the name used in JSON. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns a picture in grey: three equal values for each pixel. */
  RgbImage grey(RgbImage image) {
    if (this == PILLOW) {
      return image.grey();
    }
    RgbImage out = RgbImage.black(image.width(), image.height());
    byte[] rgb = image.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      float luma = luma(rgb[i] & 0xff, rgb[i + 1] & 0xff, rgb[i + 2] & 0xff);
      out.rgb()[i] = (byte) luma;
      out.rgb()[i + 1] = (byte) luma;
      out.rgb()[i + 2] = (byte) luma;
    }
    return out;
  }

  /** Makes values in grey, three for each pixel, in place. */
  static void grey(float[] values) {
    for (int i = 0; i < values.length; i += 3) {
      float luma = luma(values[i], values[i + 1], values[i + 2]);
      values[i] = luma;
      values[i + 1] = luma;
      values[i + 2] = luma;
    }
  }

  private static float luma(float red, float green, float blue) {
    return RED * red + GREEN * green + BLUE * blue;
  }
}
