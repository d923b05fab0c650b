package org.segmentattribution.report.svg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.segmentattribution.api.RgbImage;

/** Embeds a picture in an SVG as a PNG. */
public final class PngDataUri {
  private PngDataUri() {}

  /**
   * Returns the picture as PNG. Small ones are enlarged by a whole factor, pixel by pixel: viewers
   * that smooth enlarged pictures would blur the grid of the masks.
   */
  public static String of(RgbImage image) {
    int factor = Math.max(1, 300 / Math.max(image.width(), image.height()));
    int width = image.width() * factor;
    int height = image.height() * factor;
    RgbImage picture = RgbImage.black(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y / factor * image.width() + x / factor) * 3;
        System.arraycopy(image.rgb(), at, picture.rgb(), (y * width + x) * 3, 3);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(picture.buffered(), "png", out)) {
        throw new IllegalStateException("this Java has no PNG writer");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
