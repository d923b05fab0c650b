package org.segmentattribution.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file under another name and renames it, so that nobody ever sees half of it. */
public final class ReplacedFile {
  private ReplacedFile() {}

  /** Fills the file at the given path. */
  @FunctionalInterface
  public interface Content {
    void write(Path file) throws IOException;
  }

  /** Writes a file whole or not at all; its folder must be there. */
  public static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      content.write(temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
