package org.segmentattribution.file;

import java.io.IOException;
import java.nio.file.Path;

/** Resolves paths that come from data, so that they cannot lead out of their folder. */
public final class InnerPath {
  private InnerPath() {}

  /**
   * Returns the path of a file inside a folder.
   *
   * @param name relative, with forward slashes
   * @throws IOException if the name leads out of the folder
   */
  public static Path of(Path folder, String name) throws IOException {
    Path path = folder.resolve(name);
    if (!path.toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize())) {
      throw new IOException("its path leads out of the folder " + folder + ": " + name);
    }
    return path;
  }
}
