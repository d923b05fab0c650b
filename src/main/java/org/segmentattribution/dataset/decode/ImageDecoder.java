package org.segmentattribution.dataset.decode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.imageio.IIOException;
import org.segmentattribution.api.RgbImage;

/**
 * Reads JPEG, PNG, WebP, TIFF, BMP and GIF files as 8-bit sRGB, upright, as Pillow and torchvision
 * do; of several pages or frames it reads the first. The format is recognised by content; sizes are
 * checked before decoding; alpha is composited over white; 16-bit samples are scaled to 8 bits;
 * grey values are not changed; embedded colour profiles are not applied. Safe for several threads.
 *
 * @param megapixels size of the largest picture that is decoded
 */
public record ImageDecoder(int megapixels) {
  private static final long MEBIBYTE = 1 << 20;
  private static final long MEBIBYTES = 256;

  /** A longer strip, resized to a network's square, would fill the memory on the way. */
  private static final long MOST_ELONGATED = 1000;

  /** Uses the limit of 64 megapixels. */
  public ImageDecoder() {
    this(64);
  }

  /**
   * Decodes a file.
   *
   * @throws IOException with the reason in one line, without the file's name, where it is not a
   *     whole picture in one of these formats, too large or too elongated
   */
  public RgbImage decode(Path file) throws IOException {
    try {
      FileKind kind = kind(file);
      byte[] bytes = Files.readAllBytes(file);
      Encoded encoded = encoded(kind, bytes);
      requireSize(encoded.width(), encoded.height());
      return encoded.orientation().apply(onCanvas(PixelReader.read(kind, encoded), encoded));
    } catch (IIOException | RuntimeException e) {
      // decoders throw exceptions of any kind on damaged bytes
      throw new IOException("damaged: " + Reason.of(e), e);
    } catch (IOException e) {
      throw new IOException(Reason.of(e), e);
    } catch (OutOfMemoryError e) {
      // one large array was refused; the memory for this picture is free again
      throw new IOException("too large for the memory of this program (java -Xmx)", e);
    }
  }

  /**
   * Returns what a file contains beside the decoded picture, such as {@code an animated GIF}; empty
   * where there is nothing, or where it cannot be read.
   */
  public String more(Path file) {
    try {
      FileKind kind = kind(file);
      boolean several =
          switch (kind) {
            case GIF, TIFF, WEBP -> true;
            case PNG ->
                new String(FileStart.read(file), StandardCharsets.ISO_8859_1).contains("acTL");
            default -> false;
          };
      return several ? encoded(kind, Files.readAllBytes(file)).more() : "";
    } catch (IOException | RuntimeException e) {
      return ""; // decoding says why
    }
  }

  /**
   * Returns the EXIF orientation by which a picture is turned upright; 1 where it is not turned, or
   * the file cannot be read. Of a JPEG, only the segments before the pixels are read.
   */
  public int turned(Path file) {
    try {
      FileKind kind = kind(file);
      return switch (kind) {
        case JPEG -> JpegOrientation.read(file).value();
        case TIFF, WEBP -> encoded(kind, Files.readAllBytes(file)).orientation().value();
        case PNG ->
            new String(FileStart.read(file), StandardCharsets.ISO_8859_1).contains("eXIf")
                ? encoded(kind, Files.readAllBytes(file)).orientation().value()
                : 1;
        default -> 1;
      };
    } catch (IOException | RuntimeException e) {
      return 1; // decoding reports the reason
    }
  }

  private static Encoded encoded(FileKind kind, byte[] bytes) throws IOException {
    return switch (kind) {
      case JPEG -> JpegSegments.read(bytes);
      case PNG -> PngChunks.read(bytes);
      case GIF -> GifBlocks.read(bytes);
      case BMP -> BmpHeader.read(bytes);
      case TIFF -> TiffPage.read(bytes);
      case WEBP -> WebpChunks.read(bytes);
      default -> throw new IOException(kind.refusal());
    };
  }

  /** Places an animation's first frame on its canvas, which may be larger. */
  private static RgbImage onCanvas(RgbImage pixels, Encoded encoded) throws IOException {
    Encoded.Frame frame = encoded.frame();
    if (pixels.width() != frame.width() || pixels.height() != frame.height()) {
      throw new IOException(
          "damaged: %dx%d pixels where %dx%d were said"
              .formatted(pixels.width(), pixels.height(), frame.width(), frame.height()));
    }
    if (frame.width() == encoded.width() && frame.height() == encoded.height()) {
      return pixels;
    }
    RgbImage canvas = RgbImage.black(encoded.width(), encoded.height());
    int around = frame.around();
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < canvas.width(); x++) {
        canvas.set(x, y, around >> 16 & 0xff, around >> 8 & 0xff, around & 0xff);
      }
    }
    for (int y = 0; y < frame.height(); y++) {
      int to = ((frame.y() + y) * canvas.width() + frame.x()) * 3;
      System.arraycopy(pixels.rgb(), y * frame.width() * 3, canvas.rgb(), to, frame.width() * 3);
    }
    return canvas;
  }

  /** Checks the start and the length before anything else is read. */
  private static FileKind kind(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("not a file");
    }
    byte[] start = FileStart.read(file);
    if (start.length == 0) {
      throw new IOException("empty file");
    }
    FileKind kind = FileStart.kind(start);
    if (kind == FileKind.TIFF && FileKind.namesRaw(file)) {
      throw new IOException(FileKind.RAW.refusal());
    }
    if (!kind.isPicture()) {
      String but = kind == FileKind.OTHER ? "" : ", but " + kind.what();
      throw new IOException("no picture" + but + ": starts with " + hex(start));
    }
    if (!kind.isRead()) {
      throw new IOException(kind.refusal());
    }
    long size = Files.size(file);
    if (size > MEBIBYTES * MEBIBYTE) {
      throw new IOException(
          "too large: a file of " + size / MEBIBYTE + " MiB is over " + MEBIBYTES + " MiB");
    }
    return kind;
  }

  private static String hex(byte[] start) {
    return HexFormat.ofDelimiter(" ").formatHex(start, 0, Math.min(8, start.length));
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
