package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.command.open.SegmenterOpener;
import org.segmentattribution.experiment.trial.ExperimentOutcome;
import org.segmentattribution.experiment.trial.Holdout;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.InputAccount;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.run.images.ContentHash;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.table.FailureCsv;
import org.segmentattribution.table.TableOptions;

/**
 * The paper's watermark experiment (Hinns and Martens, section on shortcut detection): trains
 * classifiers with a watermark on a growing share of one class, and explains each on a test set in
 * which every image of that class, and no other, has the watermark.
 */
public final class WatermarkExperiment {
  private final WatermarkSettings settings;

  /**
   * Checks the settings.
   *
   * @throws UsageError if the settings do not allow an experiment
   */
  public WatermarkExperiment(WatermarkSettings settings) {
    this.settings = settings;
    require(settings.images().classes().size() >= 2, "{classes} takes at least two names");
    require(
        Set.copyOf(settings.images().classes()).size() == settings.images().classes().size(),
        "{classes} names a class twice");
    require(
        settings.images().classes().contains(settings.images().marked()),
        "{marked} '%s' is none of {classes} %s%s",
        settings.images().marked(),
        String.join(", ", settings.images().classes()),
        Spelling.hint(settings.images().marked(), settings.images().classes()));
    require(
        settings.sweep().prevalences().stream().allMatch(p -> p >= 0 && p <= 100),
        "{prevalence} takes per cents from 0 to 100");
    require(
        Set.copyOf(settings.sweep().prevalences()).size() == settings.sweep().prevalences().size(),
        "{prevalence} names a share twice");
    require(settings.sweep().seeds() >= 1, "{seeds} must be at least 1");
    require(
        settings.images().holdout() > 0 && settings.images().holdout() < 1,
        "{holdout} takes a share between 0 and 1");
  }

  private static void require(boolean condition, String message, Object... values) {
    if (!condition) {
      throw WrongInput.of(message, values);
    }
  }

  /**
   * The inputs of the experiment.
   *
   * @param split training and test images
   * @param inputs SHA-256 of the images and of the segments of those that are explained
   * @param segmenter finds all segments except the watermark
   * @param exact gives exact masks of these segments; null for none
   * @param account lists the other input files
   */
  private record Plan(
      Holdout split,
      Map<String, String> inputs,
      Segmenter segmenter,
      Segmenter exact,
      InputAccount account) {}

  /** Runs the experiment on existing images. */
  public ExperimentOutcome run(Progress progress) throws IOException {
    return RunLock.holding(
        settings.run().folder(),
        () -> {
          Plan plan = plan();
          return run(open(RunKind.WATERMARK, plan.inputs()), plan, progress);
        });
  }

  /** Draws the demo's scenes into the run directory, then runs the experiment on them. */
  public ExperimentOutcome demo(int training, int test, Progress progress) throws IOException {
    return RunLock.holding(settings.run().folder(), () -> drawn(training, test, progress));
  }

  private ExperimentOutcome drawn(int training, int test, Progress progress) throws IOException {
    RunDirectory directory = open(RunKind.DEMO, Map.of());
    Demo.draw(
        directory.path(Demo.SCENES),
        settings.network().size(),
        settings.compute().seed(),
        training,
        test,
        progress);
    Plan plan = plan();
    directory.describe(plan.inputs());
    return run(open(RunKind.DEMO, plan.inputs()), plan, progress);
  }

  private Plan plan() throws IOException {
    ImageSelection selection =
        ImageSelection.open(settings.images().folder()).ofClasses(settings.images().classes());
    SegmenterOptions options = settings.tables().segmenter().options();
    PromptList others =
        new PromptList(
            options.prompts().prompts().stream()
                .filter(p -> !SegmentNames.normalise(p.name()).equals(WatermarkSettings.WATERMARK))
                .toList());
    Holdout split =
        Holdout.of(selection.records(), settings.images().holdout(), settings.compute().seed());
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("images", ContentHash.ofImages(selection.records()));
    Segmenter segmenter =
        SegmenterOpener.segmenter(
            settings.tables().segmenter().specification(), options.with(others), selection);
    inputs.put("segments", ContentHash.ofSegments(segmenter, split.test()));
    Segmenter exact = null;
    if (settings.tables().exact() != null) {
      exact = SegmenterOpener.segmenter(settings.tables().exact(), options.with(others), selection);
      inputs.put("exact segments", ContentHash.ofSegments(exact, split.test()));
    }
    List<ImageRecord> chosen = new ArrayList<>(split.training());
    chosen.addAll(split.test());
    ImageSelection used =
        selection.only(Set.copyOf(chosen)::contains, "left out: neither trained nor tested on");
    return new Plan(split, inputs, segmenter, exact, InputAccount.of(used, segmenter::notes));
  }

  private RunDirectory open(RunKind kind, Map<String, String> inputs) throws IOException {
    return RunDirectory.open(
        settings.run().folder(),
        RunManifest.begin(
            kind,
            settings.run().configuration(),
            inputs,
            ModelOpener.device(settings.compute().device()),
            settings.compute().seed()));
  }

  private ExperimentOutcome run(RunDirectory directory, Plan plan, Progress progress)
      throws IOException {
    if (!directory.isIntact()) {
      long started = System.nanoTime();
      if (settings.sweep().trained() != null) {
        // before images are read
        EarlierTrials.open(settings.sweep().trained(), directory.manifest());
      }
      WatermarkData data = read(plan, progress);
      RunManifest manifest = directory.manifest();
      List<TrialResult> trials = trials(manifest, data, progress);
      FailureCsv.write(directory.path("failures.csv"), data.failures());
      plan.account().write(directory.folder());
      PrevalenceCsv.write(directory.path("prevalence.csv"), trials);
      SegmenterAgreement.write(settings, data, directory);
      WatermarkSamples.draw(settings, data, directory);
      WatermarkReporter.write(directory);
      double seconds = (System.nanoTime() - started) / 1e9;
      Map<String, Object> counts = counts(data);
      counts.put("inputs", plan.account().counts(data.failures().size()).json());
      directory.finish(manifest.done(counts, Map.of("total", seconds)));
    }
    return new ExperimentOutcome(
        WatermarkReporter.page(directory).lead().text(),
        FailureCsv.read(directory.path("failures.csv")).size());
  }

  private static Map<String, Object> counts(WatermarkData data) {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("training_images", data.training().size());
    counts.put("test_images", data.test().size());
    counts.put("skipped", data.failures().size());
    return counts;
  }

  private WatermarkData read(Plan plan, Progress progress) throws IOException {
    TableOptions options = TableOptions.defaults().withPadding(settings.tables().pad());
    Preprocessing grid = settings.network().input();
    WatermarkData data =
        WatermarkData.read(
            settings, plan.split(), plan.segmenter(), plan.exact(), grid, options, progress);
    for (int label = 0; label < settings.images().classes().size(); label++) {
      int of = label;
      require(
          data.training().stream().anyMatch(i -> i.label() == of)
              && data.test().stream().anyMatch(i -> i.label() == of),
          "class '%s' has no readable training or test image",
          settings.images().classes().get(label));
    }
    return data;
  }

  private List<TrialResult> trials(RunManifest manifest, WatermarkData data, Progress progress)
      throws IOException {
    List<WatermarkTrial> trials = new ArrayList<>();
    for (double prevalence : settings.sweep().prevalences()) {
      for (int number = 1; number <= settings.sweep().seeds(); number++) {
        trials.add(new WatermarkTrial(settings, data, prevalence, number));
      }
    }
    progress.start("training", (long) trials.size() * WatermarkTrial.steps(settings));
    List<TrialResult> results =
        new Workers(settings.compute().threads())
            .map(trials, trial -> trial.run(manifest, progress));
    progress.finish();
    return results.stream()
        .sorted(
            Comparator.comparingDouble(TrialResult::prevalence).thenComparingInt(TrialResult::seed))
        .toList();
  }
}
