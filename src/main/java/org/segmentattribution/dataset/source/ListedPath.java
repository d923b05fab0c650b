package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Cleans up paths that people write into lists. */
public final class ListedPath {
  private ListedPath() {}

  /** Returns a path with forward slashes, and without {@code ./} and doubled slashes. */
  public static String tidy(String path) {
    String slashes = path.replace('\\', '/');
    String inner =
        Arrays.stream(slashes.split("/"))
            .filter(part -> !part.isEmpty() && !part.equals("."))
            .collect(Collectors.joining("/"));
    return slashes.startsWith("/") ? "/" + inner : inner;
  }

  /** Returns the file with links followed; for a missing file, the place where it would be. */
  static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }
}
