package org.segmentattribution.command.ablate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.explain.ChunkExplainer;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.effect.Counterfactual;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.EffectSummaries;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.pipeline.ImageFailure;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.EffectChunks;
import org.segmentattribution.run.EffectRecord;
import org.segmentattribution.run.KeyedImage;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.RunReporter;
import org.segmentattribution.run.Versions;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.saliency.removal.Fill;
import org.segmentattribution.saliency.removal.Fills;

/**
 * {@code sat ablate}: measures the effects of the segments of a finished run and adds their tables
 * to it. Images, segments and classifier must be those of the run.
 *
 * @param run folder of the run
 * @param explained the settings of the run
 * @param settings how segments are removed
 */
public record AblateRun(Path run, ExplainSettings explained, RemovalSettings settings) {

  /** A chunk of images and a hash of all that its rows depend on. */
  private record Chunk(List<ImageRecord> images, String hash) {}

  /**
   * Measures all effects that are not measured yet.
   *
   * @throws WrongInput where the run is of another kind, not finished, or something that it depends
   *     on has changed
   */
  public List<EffectSummary> measure(Progress progress) throws IOException {
    return RunLock.holding(run, () -> alone(progress));
  }

  private List<EffectSummary> alone(Progress progress) throws IOException {
    RunDirectory directory = RunDirectory.read(run);
    if (directory.manifest().kind() != RunKind.EXPLAIN) {
      throw new WrongInput(
          run
              + " was made by '"
              + directory.manifest().kind()
              + "'; effects are measured on runs of explain");
    }
    ImageSelection images = explained.images().open();
    try (ChunkExplainer explainer = ChunkExplainer.open(explained, images)) {
      requireSame(directory, images, explainer);
      List<Chunk> chunks = chunks(images.records(), explainer, directory, progress);
      Sha256 all = new Sha256();
      chunks.forEach(chunk -> all.add(chunk.hash));
      EffectRecord record = new EffectRecord(settings.asMap(), all.hex());
      if (EffectRecord.isIn(directory, record.key())) {
        return summaries(directory);
      }
      List<EffectSummary> made = new ArrayList<>();
      RunCheck.rebuild(
          run,
          progress::note,
          of -> {
            made.addAll(write(of, parts(chunks, of, explainer, images, progress)));
            record.write(of);
            RunReporter.of(of).rebuild(of, List.of());
          });
      EffectRecord.deleteChunks(directory);
      return made;
    }
  }

  /** Refuses a run whose model or list of images is another one now. */
  private void requireSame(RunDirectory directory, ImageSelection images, ChunkExplainer explainer)
      throws IOException {
    String version = directory.manifest().versions().get("sat");
    if (!Versions.product().equals(version)) {
      throw new WrongInput(
          run
              + " was made by version "
              + version
              + ", and this is "
              + Versions.product()
              + "; start explain again");
    }
    Map<String, String> before = directory.manifest().inputs();
    Map<String, String> now =
        Map.of(
            "model", explainer.classifier().sha256(),
            "declaration", new Sha256().add(explainer.declaration()).hex(),
            "images", images.sha256());
    for (String name : new TreeSet<>(now.keySet())) {
      if (!now.get(name).equals(before.get(name))) {
        String what =
            switch (name) {
              case "model" -> "the file of the model";
              case "declaration" -> "the declaration of the model";
              default -> "the list of images, or the size of one,";
            };
        throw new WrongInput(run + ": " + what + " has changed since the run; start explain again");
      }
    }
  }

  private List<Chunk> chunks(
      List<ImageRecord> images, ChunkExplainer explainer, RunDirectory directory, Progress progress)
      throws IOException {
    Map<String, String> before = new ConcurrentHashMap<>();
    KeyedImage.read(directory.folder()).forEach(image -> before.put(image.path(), image.key()));
    progress.start("checking", images.size());
    List<List<ImageRecord>> lists = new ArrayList<>();
    for (int from = 0; from < images.size(); from += explained.batch()) {
      lists.add(images.subList(from, Math.min(images.size(), from + explained.batch())));
    }
    List<Chunk> chunks =
        new Workers(explained.threads())
            .map(
                lists,
                list -> {
                  Sha256 hash = new Sha256().add(settings.asMap() + "\n" + explained.batch());
                  for (KeyedImage image : explainer.keyed(list)) {
                    if (!image.key().equals(before.get(image.path()))) {
                      throw new WrongInput(
                          image.path()
                              + " has changed since "
                              + run
                              + " explained it, or its masks have; start explain again");
                    }
                    hash.add("\n" + image.path() + "\n" + image.key());
                  }
                  progress.step(list.size(), "");
                  return new Chunk(list, hash.hex());
                });
    progress.finish();
    return chunks;
  }

  private List<Path> parts(
      List<Chunk> chunks,
      RunDirectory directory,
      ChunkExplainer explainer,
      ImageSelection images,
      Progress progress)
      throws IOException {
    List<Fill> fills = Fills.of(settings.fills(), explainer.classifier());
    ChunkEffects effects =
        new ChunkEffects(
            explainer.classifier().declaration(),
            Targets.of(
                explained.explainer().target(),
                explainer.classifier().declaration(),
                images.labels()),
            fills,
            new RemovalPasses(explainer.explainer(), explained.batch()),
            settings);
    EffectChunks folders = EffectChunks.of(directory);
    EffectCsv csv = new EffectCsv(settings.inMargins());
    progress.start("removing segments", images.records().size());
    List<Path> parts =
        new Workers(explained.threads())
            .map(
                chunks,
                chunk -> {
                  Path part =
                      folders.get(
                          chunk.hash, csv, () -> effects.of(prepared(chunk.images, explainer)));
                  progress.step(chunk.images.size(), "");
                  return part;
                });
    progress.finish();
    return parts;
  }

  private static List<PreparedImage> prepared(List<ImageRecord> images, ChunkExplainer explainer) {
    List<PreparedImage> prepared = new ArrayList<>();
    for (ImageRecord image : images) {
      try {
        prepared.add(explainer.prepare(image));
      } catch (ImageFailure e) {
        // it is among the failures of the run
        continue;
      }
    }
    return prepared;
  }

  private List<EffectSummary> write(RunDirectory directory, List<Path> parts) throws IOException {
    EffectSummaries summaries = new EffectSummaries(settings.inMargins(), settings.seed());
    List<Path> rows = parts.stream().map(part -> part.resolve(EffectCsv.FILE)).toList();
    new EffectCsv(settings.inMargins()).join(rows, directory.path(EffectCsv.FILE), summaries::add);
    List<EffectSummary> made = summaries.rows();
    EffectSummaries.write(directory.path(EffectSummaries.FILE), made);
    List<Counterfactual> sets = new ArrayList<>();
    for (Path part : parts) {
      sets.addAll(Counterfactual.readImages(part.resolve(Counterfactual.BY_IMAGE)));
    }
    Counterfactual.write(directory.path(Counterfactual.FILE), sets);
    return made;
  }

  private List<EffectSummary> summaries(RunDirectory directory) throws IOException {
    EffectSummaries summaries = new EffectSummaries(settings.inMargins(), settings.seed());
    EffectCsv.read(directory.path(EffectCsv.FILE), summaries::add);
    return summaries.rows();
  }
}
