package org.segmentattribution.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.segmentattribution.effect.Counterfactual;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.SegmentEffect;
import org.segmentattribution.file.TemporaryName;

/**
 * The finished chunks of {@code sat ablate} in a run directory: folders that get their final name,
 * a hash of all that their rows depend on, when they are complete.
 *
 * @param folder folder of the chunks
 */
public record EffectChunks(Path folder) {
  /** The effects of the images of a chunk. */
  public record Rows(List<SegmentEffect> effects, List<Counterfactual> counterfactuals) {}

  /** Measures the effects of a chunk. */
  @FunctionalInterface
  public interface Maker {
    Rows make() throws IOException;
  }

  /** Returns the chunks of a run. */
  public static EffectChunks of(RunDirectory run) {
    return new EffectChunks(run.path(RunLayout.EFFECT_CHUNKS));
  }

  /** Returns the folder of a chunk, which is made if there is none. */
  public Path get(String hash, EffectCsv csv, Maker maker) throws IOException {
    Path chunk = folder.resolve(hash);
    if (Files.isDirectory(chunk)) {
      return chunk;
    }
    Rows rows = maker.make();
    Path part = TemporaryName.beside(chunk);
    Files.createDirectories(part);
    csv.write(part.resolve(EffectCsv.FILE), rows.effects());
    Counterfactual.writeImages(part.resolve(Counterfactual.BY_IMAGE), rows.counterfactuals());
    if (Files.isDirectory(chunk)) {
      FileUtils.deleteDirectory(part.toFile());
    } else {
      Files.move(part, chunk, StandardCopyOption.ATOMIC_MOVE);
    }
    return chunk;
  }
}
