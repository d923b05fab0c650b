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
 * Writes a file under another name and renames it, so that nobody ever sees half of it, not even
 * after the power went. The other name is in a new folder of a random name that nobody else can
 * write to: no link can lie in wait there. A link under the final name is replaced, never followed.
 */
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

  /** A renamed file may lose its name otherwise; not every system lets a folder be opened. */
  public static void forceFolder(Path folder) {
    try {
      force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      // the file is whole under one name or the other
    }
  }
}
