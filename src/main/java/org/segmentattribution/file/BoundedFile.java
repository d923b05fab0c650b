package org.segmentattribution.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads small text files whole, up to a fixed size. */
public final class BoundedFile {
  /** A limit for lists of names, prompts and settings; a hundred thousand names take less. */
  public static final int MOST_BYTES = 16 << 20;

  private BoundedFile() {}

  /**
   * Returns the text of a file, decoded as {@link TextFile} does.
   *
   * @throws IOException with one line that names the file, if it cannot be read, is not text, or is
   *     larger than {@link #MOST_BYTES}
   */
  public static String text(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new IOException(file + ": larger than " + (MOST_BYTES >> 20) + " MiB");
    }
    return TextFile.decode(bytes, file.toString());
  }
}
