package org.segmentattribution.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
  private static final long PNG_END = 0x49454e44ae426082L;
  private static final String JPEG_MAGIC = "ffd8ff";

  static FileKind of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(8));
    }
  }

  static FileKind of(byte[] bytes) {
    String start = HexFormat.of().formatHex(bytes, 0, Math.min(8, bytes.length));
    if (start.startsWith(JPEG_MAGIC)) {
      return JPEG;
    }
    return start.startsWith(PNG_MAGIC) ? PNG : OTHER;
  }

  /** Whether the chunk that ends every PNG is there, with its checksum. */
  static boolean hasPngEnd(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (int at = bytes.length - Long.BYTES; at >= 0; at--) {
      if (buffer.getLong(at) == PNG_END) {
        return true;
      }
    }
    return false;
  }

  /** Whether a name promises an image. */
  static boolean namesImage(Path file) {
    String name = file.getFileName().toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(extension);
  }
}
