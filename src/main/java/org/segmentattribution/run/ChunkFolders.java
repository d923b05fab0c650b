package org.segmentattribution.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.Sha256;

/**
 * The finished chunks of a run. Each is a folder that gets its final name when it is complete; the
 * name is a hash of its images' keys. They are joined in order, one at a time in memory, so the
 * tables have the same bytes however the chunks were made.
 */
public final class ChunkFolders {
  /** Folder of the chunks in a run directory. */
  public static final String FOLDER = RunLayout.CHUNKS;

  private final Path run;
  private final Map<String, Known> known = new HashMap<>();

  /** The folder with the rows of an image, and the hash of what they depend on. */
  private record Known(Path folder, String key) {}

  private ChunkFolders(Path run) {
    this.run = run;
  }

  /** Opens the chunks that earlier calls have finished in a run directory. */
  public static ChunkFolders open(Path run) throws IOException {
    ChunkFolders parts = new ChunkFolders(run);
    Path folder = run.resolve(RunLayout.CHUNKS);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> chunks = Files.list(folder)) {
        for (Path chunk : chunks.filter(c -> !c.toString().endsWith(".tmp")).sorted().toList()) {
          if (!ChunkManifest.fits(chunk)) {
            continue; // damaged: its images are explained again
          }
          for (KeyedImage image : KeyedImage.read(chunk)) {
            parts.known.put(image.path(), new Known(chunk, image.key()));
          }
        }
      }
    }
    return parts;
  }

  /**
   * A chunk.
   *
   * @param folder folder of its files
   */
  public record Part(Path folder, int rows, int failedImages) {}

  /** Explains images. */
  @FunctionalInterface
  public interface Maker {
    ChunkTables make(List<ImageRecord> images) throws IOException;
  }

  /**
   * Takes a chunk of an earlier call, or explains those of its images that are new or have changed.
   */
  public Part get(List<ImageRecord> records, List<KeyedImage> images, Maker maker)
      throws IOException {
    Path folder = folder(images);
    if (has(images)) {
      ChunkTables whole = ChunkTables.read(folder);
      if (!whole.isWorthAnotherTry()) {
        return part(folder, whole);
      }
    }
    ChunkTables tables = reused(images);
    tables.addAll(maker.make(records.stream().filter(r -> !tables.holds(r.path())).toList()));
    tables.sort(images);
    tables.writeFolder(folder, images);
    return part(folder, tables);
  }

  private static Part part(Path folder, ChunkTables tables) {
    return new Part(folder, tables.rows().size(), tables.failedImages());
  }

  /** Returns whether an earlier call has left a complete chunk of these images. */
  public boolean has(List<KeyedImage> images) throws IOException {
    Path folder = folder(images);
    return ChunkManifest.fits(folder) && KeyedImage.read(folder).equals(images);
  }

  private Path folder(List<KeyedImage> images) {
    Sha256 hash = new Sha256();
    images.forEach(image -> hash.add(image.path() + "\n" + image.key() + "\n"));
    return run.resolve(RunLayout.CHUNKS).resolve(hash.hex());
  }

  private ChunkTables reused(List<KeyedImage> images) throws IOException {
    Map<Path, ChunkTables> read = new HashMap<>();
    ChunkTables tables = new ChunkTables();
    for (KeyedImage image : images) {
      Known old = known.get(image.path());
      if (old != null && old.key.equals(image.key())) {
        if (!read.containsKey(old.folder)) {
          read.put(old.folder, ChunkTables.read(old.folder));
        }
        tables.take(image.id(), image.path(), read.get(old.folder));
      }
    }
    return tables;
  }

  /** Joins chunks to the tables of the run. */
  public static void join(List<Part> parts, Path run) throws IOException {
    List<String> names = new ArrayList<>(RunLayout.TABLES);
    names.add(KeyedImage.FILE);
    for (String name : names) {
      ReplacedFile.write(
          run.resolve(name),
          file -> {
            try (OutputStream out = Files.newOutputStream(file)) {
              for (int i = 0; i < parts.size(); i++) {
                append(parts.get(i).folder().resolve(name), i == 0, out);
              }
            }
          });
    }
  }

  /** Appends a chunk's file; only the first file keeps its line of column names. */
  private static void append(Path file, boolean header, OutputStream out) throws IOException {
    if (header) {
      Files.copy(file, out);
      return;
    }
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      in.readLine();
      StringBuilder rest = new StringBuilder();
      char[] block = new char[8192];
      for (int n = in.read(block); n > 0; n = in.read(block)) {
        rest.append(block, 0, n);
      }
      out.write(rest.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
