package org.segmentattribution.dataset.decode;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.file.ReplacedFile;

/** Writes pictures and masks as PNG, completely or not at all; equal pixels give equal bytes. */
public final class PngFile {
  private PngFile() {}

  /** Writes a colour picture. */
  public static void write(Path file, RgbImage image) throws IOException {
    write(file, image.buffered());
  }

  /** Writes a mask: 8-bit grey, 255 inside, 0 outside. */
  public static void write(Path file, Mask mask) throws IOException {
    byte[] values = new byte[mask.width() * mask.height()];
    mask.forEach((x, y) -> values[y * mask.width() + x] = (byte) 255);
    writeGrey(file, mask.width(), mask.height(), values);
  }

  /** Writes 8-bit grey values, such as the numbers of a label map. */
  public static void writeGrey(Path file, int width, int height, byte[] values) throws IOException {
    BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    out.getRaster().setDataElements(0, 0, width, height, values);
    write(file, out);
  }

  private static void write(Path file, BufferedImage image) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    ReplacedFile.write(file, temporary -> ImageIO.write(image, "png", temporary.toFile()));
  }
}
