package org.segmentattribution.dataset.packed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.dataset.decode.Reason;

/**
 * Takes the entries of a packed file into a new folder, within bounds: names stay in the folder,
 * and number, size and growth of what is unpacked are limited while it is written.
 */
final class Intake {
  /** Bytes that a file may unpack to, whatever its own size is. */
  private static final long FREE = 64L << 20;

  private static final int BUFFER = 1 << 16;
  private static final int MOST_NAME = 255;

  /**
   * What a packed file may hold.
   *
   * @param entries files
   * @param entryBytes bytes of one
   * @param totalBytes bytes of all
   * @param ratio unpacked bytes for a byte of the packed file, beyond 64 MiB
   */
  record Bounds(int entries, long entryBytes, long totalBytes, int ratio) {
    static final Bounds USUAL = new Bounds(1_000_000, 256L << 20, 64L << 30, 200);
  }

  private final Path packed;
  private final Path folder;
  private final Bounds bounds;
  private final long most;
  private final List<String> paths = new ArrayList<>();
  private final List<InputNote> notes = new ArrayList<>();
  private long total;

  /**
   * Starts with nothing.
   *
   * @param packed the file, for its size and for messages
   * @param folder empty, of this user alone
   */
  Intake(Path packed, Path folder, Bounds bounds) throws IOException {
    this.packed = packed;
    this.folder = folder;
    this.bounds = bounds;
    long growth = FREE + Files.size(packed) * bounds.ratio();
    most = Math.min(bounds.totalBytes(), growth);
  }

  /** Returns the paths of the files that were written, in order. */
  List<String> paths() {
    return paths;
  }

  /** Returns notes on entries that were not written. */
  List<InputNote> notes() {
    return notes;
  }

  Path folder() {
    return folder;
  }

  /** Notes that an entry is not used. */
  void leave(String name, String reason) {
    notes.add(new InputNote("file", Reason.of(name), false, reason));
  }

  /** Returns an error that names the file, in one line. */
  IOException refusal(String reason) {
    return new IOException(packed + ": " + reason + "; it is not unpacked");
  }

  /**
   * Checks what a file says about its entries, before any is read.
   *
   * @param bytes of all entries together
   */
  void expect(long entries, long bytes) throws IOException {
    requireCount(entries);
    requireTotal(bytes);
    long free = Files.getFileStore(folder).getUsableSpace();
    if (bytes > free) {
      throw refusal(
          "its %,d MB unpacked do not fit: %s has %,d MB"
              .formatted(bytes / 1_000_000, folder.getParent(), free / 1_000_000));
    }
  }

  /** Refuses more entries than an archive may have, whether they are written or not. */
  void requireCount(long entries) throws IOException {
    if (entries > bounds.entries()) {
      throw refusal("it has more than %,d entries".formatted(bounds.entries()));
    }
  }

  /** Refuses more bytes than all entries together may have. */
  void requireTotal(long bytes) throws IOException {
    if (bytes > most) {
      throw refusal(
          "its entries are more than %,d MB, as those of an archive that was made to fill disks"
              .formatted(most / 1_000_000));
    }
  }

  /** Writes one entry. */
  void add(String name, InputStream content) throws IOException {
    String path = inside(name);
    requireCount(paths.size() + 1L);
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
        copy(name, content, out);
      }
    } catch (InvalidPathException e) {
      throw refusal(
          "this machine cannot write the name %s; a locale of UTF-8 (LC_ALL=C.UTF-8) can"
              .formatted(Reason.of(name)));
    } catch (FileAlreadyExistsException e) {
      throw refusal("two entries have the name " + Reason.of(name));
    } catch (FileSystemException e) {
      throw new IOException(packed + ": " + Reason.of(name) + " cannot be unpacked: " + e, e);
    }
    paths.add(path);
  }

  private void copy(String name, InputStream content, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    int read;
    while ((read = content.read(buffer)) >= 0) {
      size += read;
      total += read;
      if (size > bounds.entryBytes()) {
        throw refusal(
            "%s is larger than %d MiB".formatted(Reason.of(name), bounds.entryBytes() >> 20));
      }
      requireTotal(total);
      out.write(buffer, 0, read);
    }
  }

  /** Returns the path of an entry below the folder, with forward slashes. */
  private String inside(String name) throws IOException {
    String slashes = name.replace('\\', '/');
    List<String> parts = new ArrayList<>();
    boolean leads = slashes.startsWith("/") || slashes.matches("(?s)[A-Za-z]:.*");
    for (String part : slashes.split("/")) {
      leads |= part.equals("..");
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
      if (part.getBytes(StandardCharsets.UTF_8).length > MOST_NAME
          || part.chars().anyMatch(Character::isISOControl)) {
        throw refusal("no file can be called " + Reason.of(name));
      }
    }
    if (leads || parts.isEmpty()) {
      throw refusal("the entry " + Reason.of(name) + " leads out of it");
    }
    return String.join("/", parts);
  }
}
