package org.segmentattribution.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.segmentattribution.image.ReplacedFile;

/**
 * The finished chunks of a run, each a folder that appeared under its final name at once. They are
 * put together in order, so the tables are the same bytes however they came about, and no more than
 * one chunk is held at a time.
 */
final class RunParts {
  private static final String FOLDER = "parts";
  private final RunDirectory directory;

  RunParts(RunDirectory directory) {
    this.directory = directory;
  }

  private Path folder(int chunk) {
    return directory.path(FOLDER).resolve(String.format(Locale.ROOT, "%06d", chunk));
  }

  /** What a chunk holds. */
  record Counts(int rows, int failedImages) {
    Counts plus(Counts other) {
      return new Counts(rows + other.rows, failedImages + other.failedImages);
    }
  }

  /** Makes a chunk. */
  @FunctionalInterface
  interface Chunk {
    RunTables make() throws IOException;
  }

  /** Makes and writes a chunk, or counts what an earlier call has written. */
  Counts get(int chunk, Chunk maker) throws IOException {
    Path folder = folder(chunk);
    if (Files.isDirectory(folder)) {
      return RunTables.read(folder).counts();
    }
    RunTables made = maker.make();
    made.writeFolder(folder);
    return made.counts();
  }

  /** Puts the chunks from 0 on together: the tables of the run. */
  void join(int chunks) throws IOException {
    for (String name : RunTables.FILES) {
      ReplacedFile.write(
          directory.path(name),
          file -> {
            try (OutputStream out = Files.newOutputStream(file)) {
              for (int chunk = 0; chunk < chunks; chunk++) {
                append(folder(chunk).resolve(name), chunk == 0, out);
              }
            }
          });
    }
  }

  /** A chunk's file, without the line of column names but for the first. */
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

  /** Deletes the chunks. */
  void delete() throws IOException {
    directory.delete(FOLDER);
  }
}
