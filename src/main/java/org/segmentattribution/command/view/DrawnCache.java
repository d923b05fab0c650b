package org.segmentattribution.command.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.Sha256;

/**
 * Keeps drawings: the last ones in memory, and those of images that are known to be unchanged in a
 * folder. Both are bounded. A folder that cannot be written keeps nothing.
 */
final class DrawnCache {
  /** Changes whenever another version would draw in another way. */
  private static final String VERSION = "1";

  private static final long MOST_IN_MEMORY = 64L << 20;
  private static final long MOST_ON_DISK = 512L << 20;

  private final Path folder;
  private final Map<String, byte[]> memory = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /**
   * Opens the cache, and deletes the oldest files where there are too many.
   *
   * @param folder null = only memory
   */
  DrawnCache(Path folder) {
    this.folder = folder;
    if (folder != null && Files.isDirectory(folder)) {
      tidy(folder, MOST_ON_DISK);
    }
  }

  /** Makes a drawing. */
  @FunctionalInterface
  interface Drawing {
    byte[] make() throws IOException;
  }

  /** Returns a drawing of this process; null where it is not in memory. */
  synchronized byte[] inMemory(String name) {
    return memory.get(name);
  }

  /**
   * Returns a drawing, made now or before.
   *
   * @param name of the drawing in this process
   * @param key hash of everything that it depends on; empty where this is not known
   */
  byte[] get(String name, String key, Drawing drawing) throws IOException {
    Path file = key.isEmpty() || folder == null ? null : file(key, name);
    byte[] made = read(file);
    if (made == null) {
      made = drawing.make();
      write(file, made);
    }
    remember(name, made);
    return made;
  }

  private Path file(String key, String name) {
    // the number of a photograph means nothing to another process
    String kind = name.replaceFirst("\\d+$", "");
    String hash = new Sha256().add(String.join("\n", VERSION, kind, key)).hex();
    return folder.resolve(hash.substring(0, 2)).resolve(hash.substring(2));
  }

  private static byte[] read(Path file) {
    try {
      return file == null || !Files.isRegularFile(file) ? null : Files.readAllBytes(file);
    } catch (IOException e) {
      return null;
    }
  }

  private static void write(Path file, byte[] made) {
    if (file == null) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      ReplacedFile.write(file, part -> Files.write(part, made));
    } catch (IOException e) {
      // another process may have written the same, or the disk is full: it is drawn again
      return;
    }
  }

  private synchronized void remember(String name, byte[] made) {
    byte[] before = memory.put(name, made);
    bytes += made.length - (before == null ? 0 : before.length);
    while (bytes > MOST_IN_MEMORY) {
      Map.Entry<String, byte[]> oldest = memory.entrySet().iterator().next();
      bytes -= oldest.getValue().length;
      memory.remove(oldest.getKey());
    }
  }

  private record Kept(Path file, long size, FileTime time) {}

  /** Deletes the oldest files until the others have at most so many bytes. */
  static void tidy(Path folder, long most) {
    List<Kept> kept = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
        if (of.isRegularFile()) {
          kept.add(new Kept(file, of.size(), of.lastModifiedTime()));
        }
      }
      kept.sort(Comparator.comparing(Kept::time));
      long sum = kept.stream().mapToLong(Kept::size).sum();
      for (Kept one : kept) {
        if (sum <= most) {
          return;
        }
        Files.deleteIfExists(one.file());
        sum -= one.size();
      }
    } catch (IOException | RuntimeException e) {
      // another process may tidy at the same time
      return;
    }
  }
}
