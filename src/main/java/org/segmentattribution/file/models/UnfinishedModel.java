package org.segmentattribution.file.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * A model that is not complete, in a folder beside its final one. The next call that fetches the
 * model goes on with it.
 *
 * @param target final folder of the model, {@code ORG/REPO} in the user's cache
 */
public record UnfinishedModel(Path target) {
  private static final String PREFIX = ".sat-get-";

  /** Returns whether a folder has the name of an unfinished model. */
  static boolean isOne(Path folder) {
    String name = folder.getFileName().toString();
    return name.startsWith(PREFIX) && name.length() > PREFIX.length();
  }

  /** Returns the unfinished model that a folder holds. */
  static UnfinishedModel in(Path folder) {
    String name = folder.getFileName().toString().substring(PREFIX.length());
    return new UnfinishedModel(folder.resolveSibling(name));
  }

  /** Returns the folder of the parts; it may not exist. */
  public Path folder() {
    return target.resolveSibling(PREFIX + target.getFileName());
  }

  /** Returns {@code ORG/REPO}. */
  public String name() {
    return target.getParent().getFileName() + "/" + target.getFileName();
  }

  /** Returns whether a name means this model: {@code REPO} or {@code ORG/REPO}. */
  boolean isCalled(String word) {
    return word.equals(name()) || word.equals(target.getFileName().toString());
  }

  /**
   * Returns how many bytes are there.
   *
   * @throws IOException where the folder cannot be read
   */
  public long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .mapToLong(UnfinishedModel::size)
          .sum();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      // another call has just finished it
      return 0;
    }
  }

  /**
   * Deletes the model, finished or not. Nobody finds a half of it by its name: the finished one
   * becomes unfinished first.
   *
   * @throws IOException where it cannot be deleted
   */
  public void delete() throws IOException {
    FolderRemoval.delete(folder());
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.move(target, folder(), StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        FolderRemoval.delete(target);
      }
      FolderRemoval.delete(folder());
    }
  }
}
