package org.segmentattribution.segmentation.pixels;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** The formats of mask files, recognised by the first bytes, whatever the name says. */
public enum MaskFormat {
  PNG("\u0089PNG\r\n\u001a\n"),
  JPEG("\u00ff\u00d8\u00ff"),
  BMP("BM"),
  GIF("GIF8"),
  TIFF("II*\0"),
  TIFF_BIG_ENDIAN("MM\0*"),
  WEBP("RIFF"),
  NUMPY("\u0093NUMPY"),
  OTHER("");

  /** Names of files that may be masks. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "png", "jpg", "jpeg", "jpe", "jfif", "bmp", "dib", "gif", "tif", "tiff", "webp", "npy");

  private static final int WEBP_HEADER = 12;

  private final String start;

  MaskFormat(String start) {
    this.start = start;
  }

  /** Reads the first bytes. */
  public static MaskFormat of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String bytes = new String(in.readNBytes(8), StandardCharsets.ISO_8859_1);
      for (MaskFormat format : values()) {
        if (bytes.startsWith(format.start)) {
          return format;
        }
      }
    }
    return OTHER;
  }

  /**
   * Whether a file's values are not quite those that were saved: a JPEG, or a WebP of lossy frames.
   */
  public static boolean isLossy(Path file) throws IOException {
    return switch (of(file)) {
      case JPEG -> true;
      case WEBP -> !isLosslessWebp(file);
      default -> false;
    };
  }

  /** Whether the first chunk of pixels is {@code VP8L} (RFC 9649). */
  private static boolean isLosslessWebp(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(WEBP_HEADER);
      while (true) {
        String name = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
        if (!name.equals("VP8X") && !name.equals("ICCP")) {
          return name.equals("VP8L");
        }
        long length = Integer.reverseBytes(in.readInt()) & 0xffffffffL;
        in.skipNBytes(length + (length & 1));
      }
    } catch (EOFException damaged) {
      return false; // decoding says so
    }
  }

  /** Whether a name promises a mask. */
  public static boolean isNamed(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot > 0 && EXTENSIONS.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** Returns the name of the format in messages. */
  public String shown() {
    return this == TIFF_BIG_ENDIAN ? "TIFF" : this == WEBP ? "WebP" : name();
  }
}
