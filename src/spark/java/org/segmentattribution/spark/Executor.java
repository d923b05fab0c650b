package org.segmentattribution.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.command.explain.ChunkExplainer;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.run.ChunkFolders;
import org.segmentattribution.run.KeyedImage;

/**
 * What an executor's tasks share: one model, loaded by the first of them and kept until the process
 * ends, and the chunks that an earlier job has left.
 */
final class Executor {
  private static final Map<SettingsSource, Executor> LOADED = new HashMap<>();

  private final ChunkExplainer explainer;
  private final Path run;
  private ChunkFolders parts;

  private Executor(ExplainSettings settings) throws IOException {
    explainer = ChunkExplainer.open(settings, settings.images().open());
    run = settings.out();
  }

  /** This process's. */
  static Executor of(SettingsSource source) throws IOException {
    synchronized (LOADED) {
      Executor executor = LOADED.get(source);
      if (executor == null) {
        executor = new Executor(source.settings());
        LOADED.put(source, executor);
      }
      return executor;
    }
  }

  /** A finished run becomes chunks only after its images were hashed here. */
  private synchronized ChunkFolders parts() throws IOException {
    if (parts == null) {
      parts = ChunkFolders.open(run);
    }
    return parts;
  }

  /** The images with the hashes of what is found now. */
  List<ImageRow> keyed(List<ImageRow> chunk) {
    List<ImageRecord> records = chunk.stream().map(ImageRow::record).toList();
    List<KeyedImage> keyed = explainer.keyed(records);
    return IntStream.range(0, chunk.size())
        .mapToObj(i -> ImageRow.of(records.get(i), keyed.get(i).key()))
        .toList();
  }

  /** The tables of a chunk: found by their hashes, or made and written into the run directory. */
  PartRow explain(List<ImageRow> chunk) throws IOException {
    List<KeyedImage> keys = chunk.stream().map(ImageRow::keyed).toList();
    List<ImageRecord> records = chunk.stream().map(ImageRow::record).toList();
    ChunkFolders parts = parts();
    if (!parts.has(keys)) {
      // an image may have changed since it was hashed
      keys = explainer.keyed(records);
    }
    return PartRow.of(parts.get(records, keys, explainer::explain));
  }

  /** Where a chunk's tables are, as it travels back. */
  record PartRow(String folder, int rows, int failedImages) implements Serializable {
    static PartRow of(ChunkFolders.Part part) {
      return new PartRow(part.folder().getFileName().toString(), part.rows(), part.failedImages());
    }

    ChunkFolders.Part part(Path run) {
      return new ChunkFolders.Part(
          run.resolve(ChunkFolders.FOLDER).resolve(folder), rows, failedImages);
    }
  }
}
