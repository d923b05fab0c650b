package org.segmentattribution.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;

/**
 * A folder of this process, below the machine's temporary folder, for files that libraries unpack
 * and databases write. What killed processes have left there is deleted at the next start.
 */
final class TemporaryFolder {
  private static final String PROPERTY = "java.io.tmpdir";
  private static final Pattern OWN = Pattern.compile("sat-(\\d+)-(\\d+)-[0-9a-f]{32}");

  /**
   * Names of folders that libraries leave, in versions and Java machines that do not use this
   * folder.
   */
  private static final Pattern OF_LIBRARIES =
      Pattern.compile("onnxruntime-java\\d+|libduckdb_java\\d+\\.(so|dylib|dll)|sat-tables\\d+");

  private static final Duration LONG_AGO = Duration.ofDays(1);

  /** Process numbers are unique only within a name space. */
  private static final String SPACE = space();

  private final Path folder;

  private TemporaryFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Creates the folder, makes it the temporary folder for libraries, and deletes what others have
   * left. Where it cannot be created, the machine's folder is used.
   */
  static TemporaryFolder begin() {
    Path base = Path.of(System.getProperty(PROPERTY));
    long process = ProcessHandle.current().pid();
    String random = UUID.randomUUID().toString().replace("-", "");
    Path own = base.resolve("sat-" + SPACE + "-" + process + "-" + random);
    try {
      // not by Files.createTempDirectory, which would fix the temporary folder before it is set
      Files.createDirectory(own, forOwner());
      tidy(base, Files.getOwner(own));
      System.setProperty(PROPERTY, own.toString());
      return new TemporaryFolder(own);
    } catch (IOException | UnsupportedOperationException e) {
      return new TemporaryFolder(null);
    }
  }

  private static FileAttribute<?>[] forOwner() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Deletes folders of this user's processes that have ended. */
  static void tidy(Path base, UserPrincipal user) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(base)) {
      for (Path file : files) {
        if (isLeft(file, user)) {
          // links inside are deleted, not followed
          FileUtils.deleteQuietly(file.toFile());
        }
      }
    } catch (IOException e) {
      // the next process may succeed
    }
  }

  private static boolean isLeft(Path file, UserPrincipal user) {
    String name = file.getFileName().toString();
    Matcher own = OWN.matcher(name);
    boolean ours = own.matches();
    if (!ours && !OF_LIBRARIES.matcher(name).matches()) {
      return false;
    }
    try {
      if (Files.isSymbolicLink(file)
          || !Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(user)) {
        return false;
      }
      Instant last = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
      boolean old = last.isBefore(Instant.now().minus(LONG_AGO));
      return ours && own.group(1).equals(SPACE) ? hasEnded(own.group(2), last) : old;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns whether the process has ended; a process that began after the folder only has its
   * number.
   */
  private static boolean hasEnded(String number, Instant last) {
    return ProcessHandle.of(Long.parseLong(number))
        .filter(ProcessHandle::isAlive)
        .filter(p -> p.info().startInstant().map(i -> !i.isAfter(last)).orElse(true))
        .isEmpty();
  }

  /**
   * Returns the number of the name space that tells processes of Linux containers apart; 0
   * elsewhere.
   */
  private static String space() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().replaceAll("\\D", "");
    } catch (IOException | UnsupportedOperationException e) {
      return "0";
    }
  }

  /** Deletes the folder at the end of the process. */
  void end() {
    if (folder != null) {
      FileUtils.deleteQuietly(folder.toFile());
    }
  }
}
