package org.segmentattribution.dataset.decode;

import java.awt.image.Raster;
import org.segmentattribution.api.RgbImage;

/**
 * Converts the four components of a printer's JPEG to RGB: white paper minus ink, as in Pillow. No
 * profile is applied, neither the file's nor the machine's, so every machine gives equal pixels.
 */
final class Inks {
  private Inks() {}

  /**
   * Converts raw samples, which Adobe's programs store inverted and every reader takes for
   * inverted.
   *
   * @param ycck whether the first three are luminance and colour differences (ITU-T T.871) of the
   *     inverse of what is stored otherwise
   */
  static RgbImage rgb(Raster raster, boolean ycck) {
    RgbImage out = RgbImage.black(raster.getWidth(), raster.getHeight());
    int[] row = new int[raster.getWidth() * 4];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (int x = 0; x < raster.getWidth(); x++) {
        if (ycck) {
          untransform(row, x * 4);
        }
        int light = row[x * 4 + 3];
        out.set(
            x,
            y,
            (row[x * 4] * light + 127) / 255,
            (row[x * 4 + 1] * light + 127) / 255,
            (row[x * 4 + 2] * light + 127) / 255);
      }
    }
    return out;
  }

  private static void untransform(int[] row, int at) {
    double luminance = row[at];
    int blue = row[at + 1] - 128;
    int red = row[at + 2] - 128;
    row[at] = inverse(luminance + 1.402 * red);
    row[at + 1] = inverse(luminance - 0.344136 * blue - 0.714136 * red);
    row[at + 2] = inverse(luminance + 1.772 * blue);
  }

  private static int inverse(double value) {
    return 255 - (int) Math.round(Math.max(0, Math.min(255, value)));
  }
}
