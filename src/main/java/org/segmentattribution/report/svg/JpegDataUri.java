package org.segmentattribution.report.svg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.segmentattribution.api.RgbImage;

/** Embeds a picture in an SVG as a JPEG of limited size. */
public final class JpegDataUri {
  /** Qualities to try in order, in hundredths; the last is used whatever its size. */
  private static final int[] QUALITIES = {82, 72, 62, 52, 42, 32, 22};

  private JpegDataUri() {}

  /**
   * Returns the picture in the best quality that fits {@code most} bytes (before base64 adds a
   * third).
   */
  public static String of(RgbImage image, int most) {
    return of(bytes(image, most));
  }

  /** Returns a JPEG as a data URI. */
  public static String of(byte[] jpeg) {
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
  }

  /** Returns the picture as a JPEG in the best quality that fits {@code most} bytes. */
  public static byte[] bytes(RgbImage image, int most) {
    byte[] jpeg = {};
    for (int quality : QUALITIES) {
      jpeg = encode(image, quality / 100f);
      if (jpeg.length <= most) {
        break;
      }
    }
    return jpeg;
  }

  private static byte[] encode(RgbImage image, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image.buffered(), null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
