package org.segmentattribution.command.train;

import java.nio.file.Files;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;

/** Says before a training that its model could not be written afterwards. */
final class ModelPlace {
  private ModelPlace() {}

  /**
   * Checks a place; nothing is made there.
   *
   * @param out file to write
   * @throws WrongInput where it is a folder, or its folder cannot be made or written
   */
  static void check(Path out) {
    if (Files.isDirectory(out)) {
      throw WrongInput.of("{out} %s is a folder; name a file", out);
    }
    Path folder = out.toAbsolutePath().normalize().getParent();
    while (folder.getParent() != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (!Files.isDirectory(folder)) {
      throw WrongInput.of("{out} %s: %s is a file, not a folder", out, folder);
    }
    if (!Files.isWritable(folder)) {
      throw WrongInput.of("{out} %s: %s cannot be written to", out, folder);
    }
  }
}
