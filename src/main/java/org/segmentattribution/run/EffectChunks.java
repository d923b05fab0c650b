package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.io.FileUtils;
import org.segmentattribution.file.TemporaryName;

/**
 * The finished chunks of {@code sat ablate}, {@code sat rate} or {@code sat suspects} in a run
 * directory: folders that get their final name, a hash of all that their rows depend on, when they
 * are complete.
 *
 * @param folder folder of the chunks
 */
public record EffectChunks(Path folder) {
  /** Measures a chunk and writes its files into a folder. */
  @FunctionalInterface
  public interface Maker {
    void make(Path folder) throws IOException;
  }

  /** Returns the chunks of a run. */
  public static EffectChunks of(RunDirectory run) {
    return new EffectChunks(run.path(RunLayout.EFFECT_CHUNKS));
  }

  /** Returns the chunks of a run's rating. */
  public static EffectChunks ofRating(RunDirectory run) {
    return new EffectChunks(run.path(RunLayout.RATE_CHUNKS));
  }

  /** Returns the chunks of a search for suspects. */
  public static EffectChunks ofSuspects(RunDirectory run) {
    return new EffectChunks(run.path(RunLayout.SUSPECT_CHUNKS));
  }

  /** Deletes the chunks of a finished search for suspects. */
  public static void deleteSuspects(RunDirectory run) throws IOException {
    run.delete(RunLayout.SUSPECT_CHUNKS);
  }

  /** Returns the folder of a chunk, which is made if there is none. */
  public Path get(String name, Maker maker) throws IOException {
    Path chunk = folder.resolve(name);
    if (Files.isDirectory(chunk)) {
      return chunk;
    }
    Path part = TemporaryName.beside(chunk);
    Files.createDirectories(part);
    maker.make(part);
    if (Files.isDirectory(chunk)) {
      FileUtils.deleteDirectory(part.toFile());
    } else {
      Files.move(part, chunk, StandardCopyOption.ATOMIC_MOVE);
    }
    return chunk;
  }
}
