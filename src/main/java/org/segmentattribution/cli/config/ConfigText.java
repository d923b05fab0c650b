package org.segmentattribution.cli.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the text of a configuration file, up to a limit. */
final class ConfigText {
  private static final int MOST_BYTES = 1 << 20;
  private static final int DEEPEST = 50;
  private static final int MOST_SUBSTITUTIONS = 100;

  private ConfigText() {}

  /**
   * Returns the text of a file.
   *
   * @throws IOException in one line, where it is too large or nested too deeply
   */
  static String read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new IOException(file + ": larger than " + (MOST_BYTES >> 10) + " KiB");
    }
    String text = new String(bytes, StandardCharsets.UTF_8).replace("\uFEFF", "");
    int depth = 0;
    int substitutions = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth = Math.max(0, depth + (c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0));
      substitutions += text.startsWith("${", i) ? 1 : 0;
      if (depth > DEEPEST) {
        throw new IOException(file + ": nested deeper than " + DEEPEST + " brackets");
      }
      if (substitutions > MOST_SUBSTITUTIONS) {
        throw new IOException(file + ": more than " + MOST_SUBSTITUTIONS + " substitutions (${…})");
      }
    }
    return text;
  }
}
