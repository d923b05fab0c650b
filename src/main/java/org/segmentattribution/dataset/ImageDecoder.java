package org.segmentattribution.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.segmentattribution.image.RgbImage;

/**
 * Reads JPEG and PNG files as 8-bit sRGB, upright. The kind is told by content; sizes are checked
 * before decoding; alpha is composited over white; 16-bit samples are scaled to 8 bits; grey tones
 * are taken as they are; embedded colour profiles of RGB and grey pictures are not applied. Safe
 * for several threads.
 *
 * @param megapixels the largest picture that is decoded
 */
public record ImageDecoder(int megapixels) {
  private static final Pattern DAMAGE =
      Pattern.compile("truncat|premature|corrupt|eof|end of", Pattern.CASE_INSENSITIVE);

  static {
    ImageIO.setUseCache(false);
  }

  /** The cap of 64 megapixels. */
  public ImageDecoder() {
    this(64);
  }

  /**
   * Decodes a file.
   *
   * @throws IOException with one line of reason, where it is not a whole JPEG or PNG or too large
   */
  public RgbImage decode(Path file) throws IOException {
    byte[] bytes = read(file);
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      return Orientation.of(bytes).apply(decode(in, reader(bytes)));
    } catch (RuntimeException e) {
      // decoders throw whatever damaged bytes lead them to
      throw new IOException("damaged: " + e, e);
    }
  }

  private static byte[] read(Path file) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length == 0) {
        throw new IOException("empty file");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new IOException("no such file", e);
    }
  }

  private static ImageReader reader(byte[] bytes) throws IOException {
    FileKind kind = FileKind.of(bytes);
    if (kind == FileKind.OTHER) {
      byte[] start = Arrays.copyOf(bytes, Math.min(8, bytes.length));
      throw new IOException(
          "not a JPEG or PNG: starts with " + HexFormat.ofDelimiter(" ").formatHex(start));
    }
    if (kind == FileKind.PNG && !FileKind.hasPngEnd(bytes)) {
      throw new IOException("truncated: the PNG has no end");
    }
    Iterator<ImageReader> readers =
        ImageIO.getImageReadersByFormatName(kind.name().toLowerCase(Locale.ROOT));
    ImageReader chosen = readers.next();
    while (kind == FileKind.JPEG
        && readers.hasNext()
        && !chosen.getClass().getName().startsWith("com.twelvemonkeys")) {
      // the JDK's own reader gets CMYK wrong
      chosen = readers.next();
    }
    return chosen;
  }

  private RgbImage decode(ImageInputStream in, ImageReader reader) throws IOException {
    List<String> warnings = new ArrayList<>();
    try {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(in, true, true);
      long width = reader.getWidth(0);
      long height = reader.getHeight(0);
      if (width * height > megapixels * 1_000_000L) {
        throw new IOException(
            "too large: " + width + "x" + height + " is over " + megapixels + " megapixels");
      }
      BufferedImage image = reader.read(0);
      for (String warning : warnings) {
        if (DAMAGE.matcher(warning).find()) {
          throw new IOException("damaged: " + warning);
        }
      }
      return Samples.rgb(image);
    } catch (IOException e) {
      throw e.getMessage() == null ? new IOException("damaged: " + e, e) : e;
    } finally {
      reader.dispose();
    }
  }
}
