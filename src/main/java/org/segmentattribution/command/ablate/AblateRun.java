package org.segmentattribution.command.ablate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.explain.ChunkExplainer;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.effect.CofTable;
import org.segmentattribution.effect.Counterfactual;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.EffectSummaries;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.effect.SwapSummary;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.EffectRecord;
import org.segmentattribution.run.KeyedEffects;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.RunReporter;
import org.segmentattribution.run.images.ImageSelection;

/**
 * {@code sat ablate}: measures the effects of the segments of a finished run and adds their tables
 * to it. Images, segments and classifier must be those of the run.
 *
 * @param run folder of the run
 * @param explained the settings of the run
 * @param settings how segments are removed
 */
public record AblateRun(Path run, ExplainSettings explained, RemovalSettings settings) {

  /**
   * What was found.
   *
   * @param effects of all segments
   * @param swaps of the segments that were swapped
   */
  public record Found(List<EffectSummary> effects, List<SwapSummary> swaps) {}

  /**
   * Measures all effects that are not measured yet.
   *
   * @throws WrongInput where the run is of another kind, not finished, or something that it depends
   *     on has changed
   */
  public List<EffectSummary> measure(Progress progress) throws IOException {
    return measure(List.of(), progress).effects();
  }

  /**
   * Measures all effects that are not measured yet, and what happens where segments are filled in
   * their own images and pasted into those of other classes.
   *
   * @param swap names of segments to swap
   * @throws WrongInput where the run is of another kind, not finished, or something that it depends
   *     on has changed; where no image has a segment to swap
   */
  public Found measure(List<String> swap, Progress progress) throws IOException {
    return RunLock.holding(run, () -> alone(swap, progress));
  }

  private Found alone(List<String> swap, Progress progress) throws IOException {
    RunDirectory directory = RunDirectory.read(run);
    UnchangedRun.requireExplained(directory);
    ImageSelection images = explained.images().open();
    try (ChunkExplainer explainer = ChunkExplainer.open(explained, images)) {
      UnchangedRun opened = new UnchangedRun(directory, explained, images, explainer);
      opened.requireSame();
      SwapRun swaps = new SwapRun(opened, settings, swap);
      String measure =
          new Sha256()
              .add(settings.asMap() + "\n" + explained.batch() + "\n" + CounterfactualSearch.NAME)
              .hex()
              .substring(0, 16);
      List<UnchangedRun.Chunk> chunks = opened.chunks(measure, progress);
      Sha256 all = new Sha256();
      chunks.forEach(chunk -> all.add(chunk.hash()));
      EffectRecord record =
          new EffectRecord(EffectRecord.Measure.EFFECTS, settings.asMap(), measure, all.hex());
      List<EffectSummary> effects =
          record.isIn(directory) ? summaries(directory) : made(opened, chunks, record, progress);
      List<SwapSummary> swapped = swaps.measure(chunks, record.key(), progress);
      EffectRecord.deleteChunks(directory);
      return new Found(effects, swapped);
    }
  }

  private List<EffectSummary> made(
      UnchangedRun opened, List<UnchangedRun.Chunk> chunks, EffectRecord record, Progress progress)
      throws IOException {
    List<EffectSummary> made = new ArrayList<>();
    RunCheck.rebuild(
        run,
        progress::note,
        of -> {
          made.addAll(write(of, parts(opened, chunks, record.measure(), progress)));
          EffectRecord.Measure.SWAPS.deleteIn(of);
          record.write(of);
          RunReporter.rebuildAll(of, List.of());
        });
    return made;
  }

  private List<Path> parts(
      UnchangedRun opened, List<UnchangedRun.Chunk> chunks, String measure, Progress progress)
      throws IOException {
    ChunkEffects effects = ChunkEffects.in(opened, settings);
    KeyedEffects folders =
        KeyedEffects.open(opened.directory(), new EffectCsv(settings.inMargins()), measure);
    progress.start("removing segments", opened.images().records().size());
    List<Path> parts =
        new Workers(explained.threads())
            .map(
                chunks,
                chunk -> {
                  Path part =
                      folders.get(
                          chunk.keyed(), some -> effects.of(opened.prepared(chunk.records(some))));
                  progress.step(chunk.images().size(), "");
                  return part;
                });
    progress.finish();
    return parts;
  }

  private List<EffectSummary> write(RunDirectory directory, List<Path> parts) throws IOException {
    EffectSummaries summaries =
        new EffectSummaries(settings.inMargins(), settings.compared(), settings.seed());
    List<Path> rows = parts.stream().map(part -> part.resolve(EffectCsv.FILE)).toList();
    new EffectCsv(settings.inMargins()).join(rows, directory.path(EffectCsv.FILE), summaries::add);
    List<EffectSummary> made = summaries.rows();
    EffectSummaries.write(directory.path(EffectSummaries.FILE), made);
    List<Counterfactual> sets = new ArrayList<>();
    for (Path part : parts) {
      sets.addAll(Counterfactual.readImages(part.resolve(Counterfactual.BY_IMAGE)));
    }
    Counterfactual.writeImages(directory.path(Counterfactual.BY_IMAGE), sets);
    Counterfactual.write(directory.path(Counterfactual.FILE), sets);
    CofTable.of(sets, made).write(directory.path(CofTable.FILE));
    return made;
  }

  private List<EffectSummary> summaries(RunDirectory directory) throws IOException {
    EffectSummaries summaries =
        new EffectSummaries(settings.inMargins(), settings.compared(), settings.seed());
    EffectCsv.read(directory.path(EffectCsv.FILE), summaries::add);
    return summaries.rows();
  }
}
