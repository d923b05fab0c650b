package org.segmentattribution.segmentation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** What a mask file is by its first bytes, whatever its name says. */
enum MaskFormat {
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

  private final String start;

  MaskFormat(String start) {
    this.start = start;
  }

  /** Reads the first bytes. */
  static MaskFormat of(Path file) throws IOException {
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

  /** Whether a name promises a mask. */
  static boolean isNamed(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot > 0 && EXTENSIONS.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** Of a format in messages. */
  String shown() {
    return this == TIFF_BIG_ENDIAN ? "TIFF" : this == WEBP ? "WebP" : name();
  }
}
