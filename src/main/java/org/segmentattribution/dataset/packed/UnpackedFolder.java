package org.segmentattribution.dataset.packed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.file.TemporaryName;
import org.segmentattribution.file.UserCache;

/**
 * A packed file's pictures in a folder of the user's cache, named by the file's content: it is
 * unpacked once, under a temporary name, and again where files are missing.
 *
 * @param pictures the folder
 * @param listing what the packed file says about them
 */
record UnpackedFolder(Path pictures, Listing listing) {
  /** Names another cache than the user's; for tests, and for machines without a home. */
  static final String PROPERTY = "sat.image-cache";

  /** Changes whenever another version would unpack in another way. */
  private static final String VERSION = "1";

  private static final String PICTURES = "images";
  private static final String LIST = "list.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What is beside the pictures.
   *
   * @param files number of files
   * @param bytes of all together
   * @param listing what the packed file says
   */
  record Contents(long files, long bytes, Listing listing) {}

  /** Returns the folder of a file, unpacked now or before. */
  static UnpackedFolder of(Path file, Format format, Intake.Bounds bounds) throws IOException {
    String name = file.getFileName().toString();
    Path target = cache().resolve(key(file, name));
    Contents known = read(target);
    Contents contents = known == null ? unpack(file, format, bounds, target) : known;
    return new UnpackedFolder(target.resolve(PICTURES), contents.listing());
  }

  /** The name of a file may say its split, so it is part of the key. */
  private static String key(Path file, String name) throws IOException {
    return new Sha256().add(VERSION + "\n" + name + "\n").add(file).hex();
  }

  private static Path cache() {
    String set = System.getProperty(PROPERTY);
    if (set != null) {
      return Path.of(set);
    }
    return UserCache.folder("images");
  }

  /** Returns what a folder has; null where it is not there, or not as it was unpacked. */
  private static Contents read(Path target) throws IOException {
    Path list = target.resolve(LIST);
    if (!Files.isRegularFile(list)) {
      return null;
    }
    try {
      Contents contents = JSON.readValue(list.toFile(), Contents.class);
      long[] now = new long[2];
      try (Stream<Path> files = Files.walk(target.resolve(PICTURES))) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          now[0]++;
          now[1] += Files.size(file);
        }
      }
      return now[0] == contents.files() && now[1] == contents.bytes() ? contents : null;
    } catch (JsonProcessingException | NoSuchFileException | UncheckedIOException e) {
      return null;
    }
  }

  private static Contents unpack(Path file, Format format, Intake.Bounds bounds, Path target)
      throws IOException {
    Files.createDirectories(target.getParent());
    Path temporary = TemporaryName.beside(target);
    try {
      Files.createDirectory(temporary, forMeAlone(temporary));
      Path pictures = Files.createDirectory(temporary.resolve(PICTURES));
      Intake intake = new Intake(file, pictures, bounds);
      Listing listing = format.unpack(file, intake);
      long files;
      try (Stream<Path> all = Files.walk(pictures)) {
        files = all.filter(Files::isRegularFile).count();
      }
      Contents contents =
          new Contents(files, FileUtils.sizeOfDirectory(pictures.toFile()), listing);
      JSON.writeValue(temporary.resolve(LIST).toFile(), contents);
      return move(temporary, target, contents);
    } finally {
      FileUtils.deleteDirectory(temporary.toFile());
    }
  }

  /**
   * Gives a complete folder its name. Another process may have been faster: its folder stays, since
   * it may be in use; only one that lacks files is replaced.
   */
  private static Contents move(Path temporary, Path target, Contents made) throws IOException {
    if (Files.isDirectory(target) && read(target) == null) {
      Path aside = TemporaryName.beside(target);
      Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
      FileUtils.deleteDirectory(aside.toFile());
    }
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return made;
    } catch (IOException e) {
      Contents other = read(target);
      if (other == null) {
        throw e;
      }
      return other;
    }
  }

  private static FileAttribute<?>[] forMeAlone(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
