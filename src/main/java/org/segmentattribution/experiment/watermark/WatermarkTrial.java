package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.experiment.trial.TrialClassifier;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.pipeline.Accuracy;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.run.ChunkTables;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.saliency.Explainer;

/**
 * One classifier at one prevalence: trained, measured, explained and tabulated on the watermarked
 * test set, in its own run directory. A finished trial is not repeated.
 */
final class WatermarkTrial {
  private static final int BATCH = 16;

  private final WatermarkSettings settings;
  private final WatermarkData data;
  private final double prevalence;
  private final int number;

  WatermarkTrial(WatermarkSettings settings, WatermarkData data, double prevalence, int number) {
    this.settings = settings;
    this.data = data;
    this.prevalence = prevalence;
    this.number = number;
  }

  /** Returns the steps of progress in a trial: its epochs, and the tables. */
  static int steps(WatermarkSettings settings) {
    return settings.network().training().epochs() + 1;
  }

  TrialResult run(RunManifest experiment, Progress progress) throws IOException {
    Map<String, Object> configuration = new LinkedHashMap<>(experiment.configuration());
    configuration.put("prevalence", TrialResult.number(prevalence, "%d"));
    configuration.put("trial", number);
    RunDirectory directory =
        RunDirectory.open(
            TrialFiles.folder(settings.run().folder(), prevalence, number),
            RunManifest.begin(
                RunKind.WATERMARK_TRIAL,
                configuration,
                experiment.inputs(),
                experiment.device(),
                seed()));
    Path file = TrialFiles.model(settings.run().folder(), prevalence, number);
    Map<String, Object> before = directory.manifest().summary();
    if (directory.isIntact() && TrialClassifier.isThat(file, before.get(TrialClassifier.HASH))) {
      progress.step(steps(settings), "");
      return TrialResult.of(prevalence, number, before);
    }
    Path trained = settings.sweep().trained();
    if (trained == null) {
      train(file, progress);
    } else {
      EarlierTrials.open(trained, experiment).copy(prevalence, number, file);
      progress.step(steps(settings) - 1L, "");
    }
    try (LoadedClassifier classifier = Classifiers.load(file, settings.compute().device())) {
      TrialResult trial = measure(classifier, directory);
      Map<String, Object> summary = new LinkedHashMap<>(trial.summary());
      summary.put(TrialClassifier.HASH, TrialClassifier.hash(file));
      directory.finish(directory.manifest().done(summary, Map.of()));
      progress.step(1, trial.line());
      return trial;
    }
  }

  /**
   * Returns the trial's seed: trials differ in initial weights, order, augmentation and marked
   * images.
   */
  private long seed() {
    return settings.compute().seed() * 1000 + number;
  }

  private void train(Path file, Progress progress) throws IOException {
    new TrialClassifier(
            file,
            settings.network(),
            settings.images().classes(),
            seed(),
            settings.compute().device())
        .train(data.trainingSet(prevalence, seed()), progress);
  }

  private TrialResult measure(LoadedClassifier classifier, RunDirectory directory)
      throws IOException {
    Explainer explainer = MethodOpener.explainer(classifier, settings.tables().method());
    double clean = accuracy(explainer, classifier, TestImage::clean);
    double marked = accuracy(explainer, classifier, image -> image.shown().grid());
    List<SegmentAttribution> rows = tabulate(classifier, explainer, directory);
    List<SegmentAttribution> watermark =
        rows.stream().filter(row -> row.segment().equals(WatermarkSettings.WATERMARK)).toList();
    return new TrialResult(
        prevalence,
        number,
        clean,
        marked,
        watermark.stream().mapToDouble(SegmentAttribution::rank).average().orElse(Double.NaN),
        watermark.stream()
            .mapToDouble(SegmentAttribution::meanAttribution)
            .average()
            .orElse(Double.NaN));
  }

  private double accuracy(
      Explainer explainer, LoadedClassifier classifier, Function<TestImage, RgbImage> picture) {
    return Accuracy.of(
        explainer,
        classifier.declaration().input(),
        data.test().stream().map(picture).toList(),
        data.test().stream().mapToInt(TestImage::label).toArray(),
        BATCH);
  }

  private List<SegmentAttribution> tabulate(
      LoadedClassifier classifier, Explainer explainer, RunDirectory directory) throws IOException {
    Targets targets =
        Targets.of("label", classifier.declaration(), Set.copyOf(settings.images().classes()));
    Tabulator tabulator = new Tabulator(classifier, explainer, targets);
    ChunkTables tables = new ChunkTables();
    List<PreparedImage> images = data.test().stream().map(TestImage::shown).toList();
    for (int from = 0; from < images.size(); from += BATCH) {
      tables.add(tabulator.tabulate(images.subList(from, Math.min(images.size(), from + BATCH))));
    }
    tables.write(directory);
    return tables.rows();
  }
}
