package org.segmentattribution.experiment.bar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.command.open.SegmenterOpener;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.DeclarationJson;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.InputAccount;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.run.RunOutputs;
import org.segmentattribution.run.RunSummary;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.run.images.ContentHash;
import org.segmentattribution.run.images.ImageChoice;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.run.images.Shard;
import org.segmentattribution.table.FailureCsv;

/**
 * The paper's experiment on Biased Action Recognition (Nam et al. 2020): one classifier learns from
 * photographs in which action and surroundings go together, another also from photographs in which
 * they do not; both are explained and compared on images that neither has seen (Figure 4).
 */
public final class BarExperiment {
  private static final String NOT_EXPLAINED = "seen-in-training.txt";

  private final BarSettings settings;
  private final ImageSelection images;
  private final BarSplit split;
  private final BarTraining training;

  /**
   * Checks the data set and the segmenter.
   *
   * @throws UsageError if they do not allow an experiment
   */
  public BarExperiment(BarSettings settings) {
    this.settings = settings;
    share("holdout", settings.holdout());
    share("mixed", settings.mixed());
    images =
        settings
            .explain()
            .images()
            .all()
            .open()
            .only(r -> r.isTraining() || r.isTest(), "left out: neither trained nor tested on");
    images.ofClasses(settings.explain().images().classes());
    split =
        BarSplit.of(
            images.records(), settings.holdout(), settings.mixed(), settings.explain().seed());
    training = new BarTraining(settings, List.copyOf(images.labels()));
    SegmenterOpener.segmenter(
            settings.explain().segmenter().specification(),
            settings.explain().segmenter().options())
        .close();
  }

  private static void share(String key, double share) {
    if (!(share > 0 && share < 1)) {
      throw WrongInput.of("{" + key + "} %s: a share between 0 and 1", share);
    }
  }

  /** Trains, measures, explains and compares; continues where an earlier call stopped. */
  public RunSummary run(Progress progress) throws IOException {
    return RunLock.holding(settings.explain().out(), () -> alone(progress));
  }

  private RunSummary alone(Progress progress) throws IOException {
    RunDirectory directory = RunDirectory.open(settings.explain().out(), manifest());
    if (!directory.isIntact()) {
      if (directory.isDone()) {
        forgetDamaged(directory);
      }
      train(directory, progress);
    }
    writeSeen(directory);
    List<RunSummary> summaries = new ArrayList<>();
    for (String model : List.of(BarModels.BIASED, BarModels.LESS_BIASED)) {
      summaries.add(ExplainWithReport.run(explained(directory, model), progress));
    }
    int failed = writeFailures(directory);
    RunSummary both = RunSummary.sum(summaries).leavingOut(failed);
    InputAccount account = InputAccount.of(images);
    account.write(directory.folder());
    Map<String, Object> counts = new LinkedHashMap<>(both.counts());
    counts.put("inputs", account.counts(failed).json());
    BarReporter.write(directory);
    directory.finish(directory.manifest().done(counts, Map.of("total", both.seconds())));
    return both;
  }

  /**
   * Deletes classifiers that changed after training or lost their declaration, so that they are
   * trained again.
   */
  private static void forgetDamaged(RunDirectory directory) throws IOException {
    for (RunOutputs.Fault fault : directory.faults()) {
      if (fault.file().startsWith("models/")) {
        Files.deleteIfExists(directory.path(fault.file().replaceFirst("\\.json$", "")));
      }
    }
  }

  private RunManifest manifest() throws IOException {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("images", ContentHash.ofImages(images.records()));
    if (settings.init() != null) {
      inputs.put("model", ModelOpener.sha256(settings.init()));
      String declared = DeclarationJson.write(ModelOpener.declaration(settings.init()));
      inputs.put("declaration", new Sha256().add(declared).hex());
    }
    Map<String, Object> configuration =
        new LinkedHashMap<>(settings.explain().run().configuration());
    configuration.put("watch", settings.watched());
    return RunManifest.begin(
        RunKind.BAR,
        configuration,
        inputs,
        settings.explain().model().device(),
        settings.explain().seed());
  }

  private static Path model(RunDirectory directory, String name) {
    return directory.path("models").resolve(name + ".onnx");
  }

  private void train(RunDirectory directory, Progress progress) throws IOException {
    training.read(images.records(), progress);
    FailureCsv.write(directory.path("failures.csv"), training.failures());
    progress.start("training", 2L * training.epochs());
    List<ImageRecord> more =
        Stream.concat(split.training().stream(), split.mixed().stream()).toList();
    new Workers(Math.min(2, settings.explain().threads()))
        .map(
            List.of(BarModels.BIASED, BarModels.LESS_BIASED),
            name -> {
              boolean less = name.equals(BarModels.LESS_BIASED);
              training.train(
                  name,
                  less ? more : split.training(),
                  less || settings.augmentBoth(),
                  model(directory, name),
                  progress);
              return name;
            });
    progress.finish();
    List<BarAccuracy> accuracy = new ArrayList<>();
    for (String name : List.of(BarModels.BIASED, BarModels.LESS_BIASED)) {
      Path file = model(directory, name);
      accuracy.add(training.measure(name, file, BarModels.BIASED, split.biased()));
      accuracy.add(training.measure(name, file, BarModels.UNBIASED, split.unbiased()));
    }
    BarAccuracy.write(directory.path(BarAccuracy.FILE), accuracy);
  }

  /** Joins the failures of reading and explaining; returns the number of images. */
  private static int writeFailures(RunDirectory directory) throws IOException {
    Set<Failure> failures = new LinkedHashSet<>();
    for (Failure before : FailureCsv.read(directory.path("failures.csv"))) {
      // failures of explaining are read again from the runs, which may have advanced since
      if (before.stage().equals(BarTraining.READING)) {
        failures.add(before);
      }
    }
    for (String model : List.of(BarModels.BIASED, BarModels.LESS_BIASED)) {
      failures.addAll(FailureCsv.read(directory.path(model).resolve("failures.csv")));
    }
    FailureCsv.write(directory.path("failures.csv"), List.copyOf(failures));
    return (int) failures.stream().map(Failure::image).distinct().count();
  }

  /** Lists the test images that a training used, for readers; they are not explained. */
  private void writeSeen(RunDirectory directory) throws IOException {
    String lines = seen().stream().map(path -> path + "\n").collect(Collectors.joining());
    ReplacedFile.write(directory.path(NOT_EXPLAINED), file -> Files.writeString(file, lines));
  }

  private Set<String> seen() {
    return split.mixed().stream()
        .map(ImageRecord::path)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private ExplainSettings explained(RunDirectory directory, String name) {
    ExplainSettings base = settings.explain();
    ImageChoice choice = base.images();
    return new ExplainSettings(
        new ImageChoice(
            choice.images(),
            choice.classes(),
            "test",
            choice.limit(),
            new ImageChoice.Excluded(choice.excluded().file(), seen()),
            Shard.WHOLE,
            choice.companions()),
        base.explainer().with(new ModelFile(model(directory, name), null, base.model().device())),
        base.segmenter(),
        base.batch(),
        base.threads(),
        new RunTarget(directory.path(name), base.run().configuration()));
  }
}
