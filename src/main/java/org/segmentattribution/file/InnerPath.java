package org.segmentattribution.file;

import java.io.IOException;
import java.nio.file.Path;

/** Paths that come from data: a list of images may name files anywhere, but only there. */
public final class InnerPath {
  private InnerPath() {}

  /**
   * A file of a folder.
   *
   * @param name relative, with forward slashes
   * @throws IOException where the name leads out of the folder
   */
  public static Path of(Path folder, String name) throws IOException {
    Path path = folder.resolve(name);
    if (!path.toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize())) {
      throw new IOException("its path leads out of the folder " + folder + ": " + name);
    }
    return path;
  }
}
