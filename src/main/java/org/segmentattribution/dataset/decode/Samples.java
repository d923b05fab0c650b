package org.segmentattribution.dataset.decode;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.segmentattribution.api.RgbImage;

/**
 * Converts a decoded raster to 8-bit RGB over white. Samples are not changed: {@code
 * BufferedImage.getRGB} would take grey values for linear light and change them.
 */
final class Samples {
  private Samples() {}

  static RgbImage rgb(BufferedImage image, Encoded.Alpha opacity) {
    ColorModel model = image.getColorModel();
    if (!(model instanceof IndexColorModel)
        && model.getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
      return fromInks(image);
    }
    boolean stored =
        !(model instanceof IndexColorModel)
            && (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                || model.getColorSpace().getType() == ColorSpace.TYPE_RGB)
            && model.getTransferType() != DataBuffer.TYPE_FLOAT
            && model.getTransferType() != DataBuffer.TYPE_DOUBLE;
    return stored ? fromSamples(image, opacity) : fromColours(image);
  }

  private static RgbImage fromColours(BufferedImage image) {
    RgbImage out = RgbImage.black(image.getWidth(), image.getHeight());
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        int a = row[x] >>> 24;
        int r = row[x] >> 16 & 0xff;
        int g = row[x] >> 8 & 0xff;
        int b = row[x] & 0xff;
        out.set(x, y, overWhite(r, a), overWhite(g, a), overWhite(b, a));
      }
    }
    return out;
  }

  /** Converts inks: white paper minus ink, as in Pillow; no profile is applied. */
  private static RgbImage fromInks(BufferedImage image) {
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    long largest = (1L << raster.getSampleModel().getSampleSize(0)) - 1;
    RgbImage out = RgbImage.black(image.getWidth(), image.getHeight());
    int[] row = new int[image.getWidth() * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, image.getWidth(), 1, row);
      for (int x = 0; x < image.getWidth(); x++) {
        int at = x * bands;
        int light = 255 - eight(row[at + 3], largest);
        out.set(
            x,
            y,
            ((255 - eight(row[at], largest)) * light + 127) / 255,
            ((255 - eight(row[at + 1], largest)) * light + 127) / 255,
            ((255 - eight(row[at + 2], largest)) * light + 127) / 255);
      }
    }
    return out;
  }

  private static RgbImage fromSamples(BufferedImage image, Encoded.Alpha opacity) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    int width = image.getWidth();
    int bands = raster.getNumBands();
    int colours = model.getNumColorComponents();
    boolean alpha = model.hasAlpha() && bands > colours && opacity != Encoded.Alpha.IGNORED;
    boolean multiplied = opacity == Encoded.Alpha.MULTIPLIED;
    long[] largest = new long[bands];
    for (int band = 0; band < bands; band++) {
      largest[band] = (1L << raster.getSampleModel().getSampleSize(band)) - 1;
    }
    RgbImage out = RgbImage.black(width, image.getHeight());
    int[] row = new int[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int at = x * bands;
        int a = alpha ? eight(row[at + colours], largest[colours]) : 255;
        int r = shown(eight(row[at], largest[0]), a, multiplied);
        int g = colours == 1 ? r : shown(eight(row[at + 1], largest[1]), a, multiplied);
        int b = colours == 1 ? r : shown(eight(row[at + 2], largest[2]), a, multiplied);
        out.set(x, y, r, g, b);
      }
    }
    return out;
  }

  /** Converts a sample to 8 bits: wider ones are rounded, narrower ones cut, as in Pillow. */
  private static int eight(int sample, long largest) {
    long half = largest > 255 ? largest / 2 : 0;
    return largest == 255 ? sample : (int) ((sample * 255L + half) / largest);
  }

  private static int shown(int value, int alpha, boolean multiplied) {
    return multiplied ? Math.min(255, value + 255 - alpha) : overWhite(value, alpha);
  }

  private static int overWhite(int value, int alpha) {
    return (value * alpha + 255 * (255 - alpha) + 127) / 255;
  }
}
