package org.segmentattribution.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** What a file is by its first bytes, whatever its name says. */
enum FileKind {
  JPEG,
  PNG,
  OTHER;

  private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "jpe", "png");
  private static final String PNG_MAGIC = "89504e470d0a1a0a";
  private static final String JPEG_MAGIC = "ffd8ff";

  static FileKind of(Path file) throws IOException {
    return of(start(file));
  }

  /** The first bytes of a file, at most eight: enough to tell. */
  static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(8);
    }
  }

  static FileKind of(byte[] bytes) {
    String start = HexFormat.of().formatHex(bytes, 0, Math.min(8, bytes.length));
    if (start.startsWith(JPEG_MAGIC)) {
      return JPEG;
    }
    return start.startsWith(PNG_MAGIC) ? PNG : OTHER;
  }

  /** Whether a name promises an image. */
  static boolean namesImage(Path file) {
    String name = file.getFileName().toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(extension);
  }
}
