package org.segmentattribution.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.image.PadShape;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.image.SegmentNames;
import org.segmentattribution.pipeline.FailureCsv;
import org.segmentattribution.pipeline.ImageSelection;
import org.segmentattribution.pipeline.Opening;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.RunDirectory;
import org.segmentattribution.pipeline.RunManifest;
import org.segmentattribution.pipeline.RunSummary;
import org.segmentattribution.pipeline.UsageError;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.segmentation.Segmenter;
import org.segmentattribution.statistics.Ties;
import org.segmentattribution.table.Duplicates;
import org.segmentattribution.table.Grid;
import org.segmentattribution.table.TableOptions;

/**
 * The paper's watermark experiment (Hinns and Martens, section on shortcut detection): classifiers
 * trained with a watermark on a growing share of one class, each explained on a test set in which
 * every image of that class, and no other, carries it.
 */
public final class WatermarkExperiment {
  private final WatermarkSettings settings;

  /**
   * Checks the settings.
   *
   * @throws UsageError where they make no experiment
   */
  public WatermarkExperiment(WatermarkSettings settings) {
    this.settings = settings;
    require(settings.classes().size() >= 2, "--classes takes at least two names");
    require(
        Set.copyOf(settings.classes()).size() == settings.classes().size(),
        "--classes names a class twice");
    require(
        settings.classes().contains(settings.marked()),
        "--marked '" + settings.marked() + "' is none of --classes "
            + String.join(", ", settings.classes()));
    require(
        settings.prevalences().stream().allMatch(p -> p >= 0 && p <= 100),
        "--prevalence takes per cents from 0 to 100");
    require(settings.seeds() >= 1, "--seeds must be at least 1");
    require(
        settings.holdout() > 0 && settings.holdout() < 1, "--holdout takes a share between 0 and 1");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new UsageError(message);
    }
  }

  /** Runs what is not finished and writes results, figures and report. */
  public RunSummary run(Progress progress) throws IOException {
    long started = System.nanoTime();
    ImageSelection selection =
        ImageSelection.open(settings.images()).ofClasses(settings.classes());
    Holdout split = Holdout.of(selection.records(), settings.holdout(), settings.seed());
    List<String> asked =
        settings.segments().stream()
            .filter(s -> !SegmentNames.normalise(s).equals(WatermarkSettings.WATERMARK))
            .toList();
    Segmenter segmenter = Opening.segmenter(settings.segmenter(), asked);
    RunDirectory directory =
        RunDirectory.open(
            settings.out(),
            RunManifest.begin(
                "experiment watermark",
                settings.configuration(),
                Map.of("images", selection.sha256()),
                Opening.device(settings.device()),
                settings.seed()));
    if (directory.isDone()) {
      return RunSummary.of(directory.manifest().summary());
    }
    WatermarkData data = read(split, segmenter, progress);
    List<Trial> trials = trials(directory, data, progress);
    FailureCsv.write(directory.path("failures.csv"), data.failures());
    PrevalenceCsv.write(directory.path("prevalence.csv"), trials);
    WatermarkSamples.draw(settings, data, directory);
    WatermarkReporting.write(directory);
    RunSummary summary =
        new RunSummary(
            split.training().size() + split.test().size(),
            trials.size() * data.test().size(),
            data.failures().size(),
            (System.nanoTime() - started) / 1e9);
    directory.finish(
        directory.manifest().done(summary.counts(), Map.of("total", summary.seconds())));
    return summary;
  }

  private WatermarkData read(Holdout split, Segmenter segmenter, Progress progress)
      throws IOException {
    TableOptions options =
        new TableOptions(
            Grid.SALIENCY, settings.pad(), PadShape.SQUARE, Duplicates.UNION, Ties.AVERAGE, false);
    Preprocessing grid = Preprocessing.simple(settings.size(), settings.size());
    WatermarkData data =
        WatermarkData.read(settings, split, segmenter, grid, options, progress);
    for (int label = 0; label < settings.classes().size(); label++) {
      int of = label;
      require(
          data.training().stream().anyMatch(i -> i.label() == of)
              && data.test().stream().anyMatch(i -> i.label() == of),
          "class '" + settings.classes().get(label)
              + "' has no readable training or test image");
    }
    return data;
  }

  private List<Trial> trials(RunDirectory directory, WatermarkData data, Progress progress)
      throws IOException {
    List<WatermarkTrial> trials = new ArrayList<>();
    for (double prevalence : settings.prevalences()) {
      for (int number = 1; number <= settings.seeds(); number++) {
        trials.add(new WatermarkTrial(settings, data, prevalence, number));
      }
    }
    progress.start("training", (long) trials.size() * WatermarkTrial.steps(settings));
    List<Trial> results =
        new Workers(settings.threads())
            .map(trials, trial -> trial.run(directory.manifest(), progress));
    progress.finish();
    return results.stream()
        .sorted(Comparator.comparingDouble(Trial::prevalence).thenComparingInt(Trial::seed))
        .toList();
  }
}
