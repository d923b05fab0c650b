package org.segmentattribution.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes a file under a temporary name and renames it, so that an unfinished file is never seen,
 * not even after a power failure. The temporary file is in a new folder with a random name that
 * only this user can write to, so nobody can place a link there. A link under the final name is
 * replaced, never followed.
 */
public final class ReplacedFile {
  private ReplacedFile() {}

  /** Adds the file's name, which errors of a full disk lack. */
  private static IOException named(Path target, IOException e) {
    boolean full = "No space left on device".equals(e.getMessage());
    return full ? new IOException(target + ": " + e.getMessage() + "; nothing is lost", e) : e;
  }

  /** Writes the content to the given path. */
  @FunctionalInterface
  public interface Content {
    void write(Path file) throws IOException;
  }

  /** Writes a file completely or not at all; its folder must exist. */
  public static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = TemporaryName.beside(target);
    Path temporary = folder.resolve(target.getFileName());
    try {
      Files.createDirectory(folder, forMeAlone(folder));
      content.write(temporary);
      force(temporary, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(target.getParent());
    } catch (IOException e) {
      throw named(target, e);
    } finally {
      Files.deleteIfExists(temporary);
      Files.deleteIfExists(folder);
    }
  }

  private static FileAttribute<?>[] forMeAlone(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void force(Path file, OpenOption... options) throws IOException {
    try (FileChannel channel = FileChannel.open(file, options)) {
      channel.force(true);
    }
  }

  /** Makes the rename durable, where the system allows opening a folder. */
  public static void forceFolder(Path folder) {
    try {
      force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      // the file is complete under one of its two names
    }
  }
}
