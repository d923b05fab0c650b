package org.segmentattribution.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.table.store.SatParquet;

/**
 * The state of a file when it was written.
 *
 * @param sha256 of its bytes
 * @param rows rows of a table, without the line of column names; null for other files
 */
@JsonPropertyOrder({"sha256", "rows"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutputFile(String sha256, Long rows) {
  /** Returns the present state of a file. */
  static OutputFile of(Path file) throws IOException {
    return new OutputFile(new Sha256().add(file).hex(), rows(file));
  }

  private static Long rows(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".csv")) {
      return csvRows(file);
    }
    return name.endsWith(".parquet") ? (Long) SatParquet.rows(file) : null;
  }

  /** Counts lines that are not blank and do not end within quotes, without the first. */
  private static long csvRows(Path file) throws IOException {
    long lines = 0;
    boolean quoted = false;
    boolean blank = true;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b == '"') {
          quoted = !quoted;
        }
        if (b == '\n' && !quoted) {
          lines += blank ? 0 : 1;
          blank = true;
        } else {
          blank = false;
        }
      }
    }
    return Math.max(0, lines + (blank ? 0 : 1) - 1);
  }

  /** Returns what is wrong with a file, as text to follow its name; empty where it is unchanged. */
  Optional<String> fault(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.of("is missing");
    }
    if (new Sha256().add(file).hex().equals(sha256)) {
      return Optional.empty();
    }
    String counted = "";
    if (rows != null && file.toString().endsWith(".csv")) {
      long now = csvRows(file);
      counted = now == rows ? "" : " (" + now + " of " + rows + " rows)";
    }
    return Optional.of("is not what the run wrote" + counted);
  }
}
