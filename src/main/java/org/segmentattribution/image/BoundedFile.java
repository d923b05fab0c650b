package org.segmentattribution.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files that are read whole, whatever is in their place. */
public final class BoundedFile {
  /** Of lists of names, prompts and settings: a hundred thousand names have less. */
  public static final int MOST_BYTES = 16 << 20;

  private BoundedFile() {}

  /**
   * The text of a file in UTF-8.
   *
   * @throws CharacterCodingException where it is not UTF-8
   * @throws IOException where it cannot be read; in one line that names it, where it is larger than
   *     {@link #MOST_BYTES}
   */
  public static String text(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new IOException(file + ": larger than " + (MOST_BYTES >> 20) + " MiB");
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
