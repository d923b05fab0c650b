package org.segmentattribution.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.imageio.IIOException;
import org.segmentattribution.image.RgbImage;

/**
 * Reads JPEG and PNG files as 8-bit sRGB, upright, as Pillow and torchvision see them. The kind is
 * told by content; sizes are checked before decoding; alpha is composited over white; 16-bit
 * samples are scaled to 8 bits; grey tones are taken as they are; embedded colour profiles are not
 * applied. Safe for several threads.
 *
 * @param megapixels the largest picture that is decoded
 */
public record ImageDecoder(int megapixels) {
  private static final long MEBIBYTE = 1 << 20;
  private static final long MEBIBYTES = 256;

  /** A strip this long, brought to a network's square, would fill the memory on the way. */
  private static final long MOST_ELONGATED = 1000;

  /** The cap of 64 megapixels. */
  public ImageDecoder() {
    this(64);
  }

  /**
   * Decodes a file.
   *
   * @throws IOException with one line of reason, without the file's name, where it is not a whole
   *     JPEG or PNG, too large or too elongated
   */
  public RgbImage decode(Path file) throws IOException {
    try {
      FileKind kind = kind(file);
      byte[] bytes = Files.readAllBytes(file);
      Encoded encoded = kind == FileKind.JPEG ? JpegSegments.read(bytes) : PngChunks.read(bytes);
      requireSize(encoded.width(), encoded.height());
      return Orientation.of(encoded.exif()).apply(PixelReader.read(kind, encoded));
    } catch (IIOException | RuntimeException e) {
      // decoders throw whatever damaged bytes lead them to
      throw new IOException("damaged: " + Reason.of(e), e);
    } catch (IOException e) {
      throw new IOException(Reason.of(e), e);
    } catch (OutOfMemoryError e) {
      // one large array was refused; what was held for this picture is free again
      throw new IOException("too large for the memory of this program (java -Xmx)", e);
    }
  }

  /** Looks at the start and the length before a byte more is read. */
  private static FileKind kind(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("not a file");
    }
    byte[] start = FileKind.start(file);
    if (start.length == 0) {
      throw new IOException("empty file");
    }
    FileKind kind = FileKind.of(start);
    if (kind == FileKind.OTHER) {
      throw new IOException(
          "not a JPEG or PNG: starts with " + HexFormat.ofDelimiter(" ").formatHex(start));
    }
    long size = Files.size(file);
    if (size > MEBIBYTES * MEBIBYTE) {
      throw new IOException(
          "too large: a file of " + size / MEBIBYTE + " MiB is over " + MEBIBYTES + " MiB");
    }
    return kind;
  }

  private void requireSize(long width, long height) throws IOException {
    if (width * height > megapixels * 1_000_000L) {
      throw new IOException(
          "too large: " + width + "x" + height + " is over " + megapixels + " megapixels");
    }
    if (Math.max(width, height) > MOST_ELONGATED * Math.min(width, height)) {
      throw new IOException(
          "too elongated: "
              + (width + "x" + height)
              + ", one side more than "
              + MOST_ELONGATED
              + " times the other");
    }
  }
}
