package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.segmentattribution.file.TemporaryName;

/**
 * Deletes temporary files that killed calls have left. Only the holder of the {@link RunLock} may
 * do this.
 */
final class Leftovers {
  private static final int SHALLOW = 2;

  private Leftovers() {}

  /**
   * Returns how many levels of folders are searched: a folder that holds only a table may be any
   * folder of the user.
   */
  private static int depth(Path folder) {
    boolean filled =
        Files.exists(folder.resolve(ManifestFile.NAME)) || Files.exists(folder.resolve("masks"));
    return filled ? Integer.MAX_VALUE : SHALLOW;
  }

  /** Deletes files and folders with temporary names in a folder and below it; follows no links. */
  static void delete(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder.toRealPath(),
        Set.of(),
        depth(folder),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return note(dir) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            note(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          private boolean note(Path path) {
            boolean temporary = TemporaryName.is(path);
            if (temporary) {
              found.add(path);
            }
            return temporary;
          }
        });
    for (Path path : found) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        FileUtils.deleteDirectory(path.toFile());
      } else {
        Files.deleteIfExists(path);
      }
    }
  }
}
