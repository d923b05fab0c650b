package org.segmentattribution.segmentation;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.segmentattribution.image.Resampler;
import org.segmentattribution.image.RgbImage;

/**
 * A picture as it is sent: its longer side at most 1536 pixels, never enlarged, as the vendor's own
 * client does it.
 *
 * @param uri {@code data:image/png;base64,…}
 */
record DinoXPicture(int width, int height, String uri) {
  private static final int LONGEST = 1536;

  static DinoXPicture of(RgbImage image) {
    double ratio = Math.min(1, (double) LONGEST / Math.max(image.width(), image.height()));
    int width = Math.max(1, (int) (image.width() * ratio));
    int height = Math.max(1, (int) (image.height() * ratio));
    return new DinoXPicture(
        width, height, "data:image/png;base64," + png(Resampler.resize(image, width, height)));
  }

  private static String png(RgbImage image) {
    BufferedImage pixels =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int rgb = image.value(x, y, 0) << 16 | image.value(x, y, 1) << 8 | image.value(x, y, 2);
        pixels.setRGB(x, y, rgb);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(pixels, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
