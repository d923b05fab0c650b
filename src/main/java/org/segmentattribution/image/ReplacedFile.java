package org.segmentattribution.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file under another name and renames it, so that nobody ever sees half of it. */
public final class ReplacedFile {
  private ReplacedFile() {}

  /** A full disk does not say which. */
  private static IOException named(Path target, IOException e) {
    boolean full = "No space left on device".equals(e.getMessage());
    return full ? new IOException(target + ": " + e.getMessage() + "; nothing is lost", e) : e;
  }

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
    } catch (IOException e) {
      throw named(target, e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
