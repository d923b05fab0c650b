package org.segmentattribution.dataset;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.segmentattribution.image.RgbImage;

/**
 * From a decoded raster to 8-bit RGB over white. Samples are read as they are stored: {@code
 * BufferedImage.getRGB} takes grey values for linear light and changes their tones.
 */
final class Samples {
  private Samples() {}

  static RgbImage rgb(BufferedImage image) {
    ColorModel model = image.getColorModel();
    boolean stored =
        !(model instanceof IndexColorModel)
            && (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                || model.getColorSpace().getType() == ColorSpace.TYPE_RGB)
            && model.getTransferType() != DataBuffer.TYPE_FLOAT
            && model.getTransferType() != DataBuffer.TYPE_DOUBLE;
    return stored ? fromSamples(image) : fromColours(image);
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

  private static RgbImage fromSamples(BufferedImage image) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    int width = image.getWidth();
    int bands = raster.getNumBands();
    int colours = model.getNumColorComponents();
    boolean alpha = model.hasAlpha() && bands > colours;
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
        int r = overWhite(eight(row[at], largest[0]), a);
        int g = colours == 1 ? r : overWhite(eight(row[at + 1], largest[1]), a);
        int b = colours == 1 ? r : overWhite(eight(row[at + 2], largest[2]), a);
        out.set(x, y, r, g, b);
      }
    }
    return out;
  }

  private static int eight(int sample, long largest) {
    return largest == 255 ? sample : (int) ((sample * 255L + largest / 2) / largest);
  }

  private static int overWhite(int value, int alpha) {
    return (value * alpha + 255 * (255 - alpha) + 127) / 255;
  }
}
