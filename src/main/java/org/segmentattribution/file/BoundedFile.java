package org.segmentattribution.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small text files that are read whole, whatever is in their place. */
public final class BoundedFile {
  /** Of lists of names, prompts and settings: a hundred thousand names have less. */
  public static final int MOST_BYTES = 16 << 20;

  private BoundedFile() {}

  /**
   * The text of a file, as {@link TextFile} reads it.
   *
   * @throws IOException in one line that names it, where it is no text, or larger than {@link
   *     #MOST_BYTES}; where it cannot be read
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
