package org.segmentattribution.command.ablate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.SwapCsv;
import org.segmentattribution.effect.SwapSummaries;
import org.segmentattribution.effect.SwapSummary;
import org.segmentattribution.effect.SwappedImage;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.EffectChunks;
import org.segmentattribution.run.EffectRecord;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;

/**
 * Swaps segments: fills each in its own images and pastes it into images of other classes. How far
 * the accuracy falls is the plainest measure of how much a classifier relies on it.
 *
 * @param run whose images are swapped
 * @param settings how segments are removed
 * @param segments names of the segments
 */
record SwapRun(UnchangedRun run, RemovalSettings settings, List<String> segments) {
  /** Checks what can be checked before any pass. */
  SwapRun {
    if (!segments.isEmpty() && run.targets().positives()) {
      throw WrongInput.of(
          "{swap} compares accuracies, and the classes of this run do not exclude each other;"
              + " it needs a run whose {target} is label, predicted or a class");
    }
    if (new HashSet<>(segments).size() < segments.size()) {
      throw WrongInput.of("{swap} %s: a segment is named twice", String.join(",", segments));
    }
  }

  /**
   * Swaps what is not swapped yet.
   *
   * @param effects key of the effects, which hold the filled images
   */
  List<SwapSummary> measure(List<UnchangedRun.Chunk> chunks, String effects, Progress progress)
      throws IOException {
    if (segments.isEmpty()) {
      return List.of();
    }
    Map<String, Object> values = Map.of("swap", segments);
    String key = new Sha256().add(effects + "\n" + String.join("\n", segments)).hex();
    EffectRecord record = new EffectRecord(EffectRecord.Measure.SWAPS, values, effects, key);
    RunDirectory directory = run.directory();
    Path file = directory.path(SwapCsv.FILE);
    if (record.isIn(directory)) {
      List<SwappedImage> rows = new ArrayList<>();
      SwapCsv.read(file, rows::add);
      return summaries(rows);
    }
    List<SwappedImage> rows = rows(chunks, effects, progress);
    List<SwapSummary> made = summaries(rows);
    RunCheck.rebuild(
        directory.folder(),
        progress::note,
        of -> {
          SwapCsv.write(file, rows);
          SwapSummaries.write(of.path(SwapSummaries.FILE), made);
          record.write(of);
        });
    return made;
  }

  private List<SwappedImage> rows(
      List<UnchangedRun.Chunk> chunks, String effects, Progress progress) throws IOException {
    Set<String> labels = new HashSet<>(run.declaration().classes());
    Path file = run.directory().path(EffectCsv.FILE);
    List<SwapSources> all = new ArrayList<>();
    for (String segment : segments) {
      all.add(SwapSources.of(file, segment, labels));
    }
    progress.start("swapping segments", (long) segments.size() * run.images().records().size());
    List<SwappedImage> rows = new ArrayList<>();
    for (SwapSources sources : all) {
      rows.addAll(sources.filled());
      for (Path part : parts(sources, chunks, effects, progress)) {
        SwapCsv.read(part.resolve(SwapCsv.FILE), rows::add);
      }
    }
    progress.finish();
    return rows;
  }

  private List<Path> parts(
      SwapSources sources, List<UnchangedRun.Chunk> chunks, String effects, Progress progress)
      throws IOException {
    ChunkSwaps swaps =
        new ChunkSwaps(
            run.declaration(),
            run.targets(),
            run.passes(),
            sources.owners(),
            sources.read(run, settings.keepsNested(), settings.seed()),
            settings.seed());
    EffectChunks folders = EffectChunks.of(run.directory());
    return new Workers(run.explained().threads())
        .map(
            chunks,
            chunk -> {
              String hash =
                  new Sha256()
                      .add(String.join("\n", "swap", effects, sources.segment(), chunk.hash()))
                      .hex();
              Path part =
                  folders.get(
                      hash,
                      folder ->
                          SwapCsv.write(
                              folder.resolve(SwapCsv.FILE),
                              swaps.of(run.prepared(chunk.images()))));
              progress.step(chunk.images().size(), "");
              return part;
            });
  }

  private List<SwapSummary> summaries(List<SwappedImage> rows) {
    Map<String, String> classes = new HashMap<>();
    rows.stream()
        .filter(row -> row.kind() == SwappedImage.Kind.FILLED)
        .forEach(row -> classes.put(row.imageId(), row.className()));
    SwapSummaries summaries = new SwapSummaries(classes, settings.seed());
    rows.forEach(summaries::add);
    return summaries.rows();
  }
}
