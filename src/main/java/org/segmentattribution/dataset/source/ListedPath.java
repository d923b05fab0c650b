package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Cleans paths as people write them into lists. */
public final class ListedPath {
  private ListedPath() {}

  /** With forward slashes, and without what means nothing: {@code ./} and doubled slashes. */
  public static String tidy(String path) {
    String slashes = path.replace('\\', '/');
    String inner =
        Arrays.stream(slashes.split("/"))
            .filter(part -> !part.isEmpty() && !part.equals("."))
            .collect(Collectors.joining("/"));
    return slashes.startsWith("/") ? "/" + inner : inner;
  }

  /** The file itself, links followed; where there is none, where it would be. */
  static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }
}
