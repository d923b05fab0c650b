package org.segmentattribution.report.page;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A file of the run.
 *
 * @param path relative to the run directory, with forward slashes
 * @param description what the file contains
 */
public record RunFile(String path, String description) {
  /** Returns the path as a relative link, which can name no other host and no script. */
  public String href() {
    StringBuilder href = new StringBuilder("./");
    for (byte b : path.replaceFirst("^/+", "").getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0)) {
        href.append(c);
      } else {
        href.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return href.toString();
  }
}
