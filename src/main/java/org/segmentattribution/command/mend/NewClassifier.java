package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.command.train.AvoidSettings;
import org.segmentattribution.command.train.AvoidWay;
import org.segmentattribution.command.train.TrainRun;
import org.segmentattribution.command.train.TrainSettings;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.training.TrainingOptions;
import org.segmentattribution.pipeline.Compute;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.segmentation.SegmenterChoice;

/**
 * The classifier that a round makes.
 *
 * @param settings of the round
 */
record NewClassifier(MendSettings settings) {
  /** Name of its file in the folder of the results. */
  static final String FILE = "mended.onnx";

  /** Name of its run. */
  static final String RUN = "after";

  /** Trains it if that is not done yet. */
  MendRecord train(MendRecord record, String segment, String masks, Progress progress)
      throws IOException {
    Map<String, String> chosen = new LinkedHashMap<>();
    chosen.put("segment", segment);
    chosen.put("masks", masks);
    Path model = settings.out().resolve(FILE);
    if (record.isMadeFrom(chosen) && Files.isRegularFile(model)) {
      return record;
    }
    ExplainSettings explained = settings.explained();
    TrainRun.Result result =
        new TrainRun(
                new TrainSettings(
                    settings.trainingImages(),
                    List.of(),
                    settings.training().plan(),
                    explained.model(),
                    avoid(segment, masks),
                    new Compute(
                        explained.model().device(),
                        explained.threads(),
                        settings.training().plan().training().seed()),
                    model))
            .run(progress);
    MendRecord made = new MendRecord(record.asked(), chosen, result.images(), result.avoided());
    made.write(settings.out());
    return made;
  }

  private AvoidSettings avoid(String segment, String masks) {
    PromptList prompts = PromptList.of(List.of(segment));
    return new AvoidSettings(
        segment,
        new SegmenterChoice(masks, settings.explained().segmenter().options().with(prompts)),
        settings.training().ways(),
        settings.training().features());
  }

  /** Returns all that the call says and that results depend on, by name. */
  Map<String, String> asked() throws IOException {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("segment", settings.segment() == null ? "" : settings.segment());
    asked.put("suspects", settings.suspects().when().text());
    asked.put("masks", settings.masks());
    asked.put(
        "how",
        settings.training().ways().stream()
            .map(AvoidWay::text)
            .sorted()
            .collect(Collectors.joining(",")));
    asked.put("features", settings.training().features().text());
    TrainingOptions training = settings.training().plan().training();
    TrainingOptions.Optimiser optimiser = training.optimiser();
    asked.put("epochs", Integer.toString(training.epochs()));
    asked.put("train-batch", Integer.toString(training.batch()));
    asked.put("learning-rate", Float.toString(optimiser.learningRate()));
    asked.put("weight-decay", Float.toString(optimiser.weightDecay()));
    asked.put("warm-up", Double.toString(optimiser.warmUp()));
    asked.put("smoothing", Double.toString(optimiser.smoothing()));
    asked.put("patience", Integer.toString(training.stopping().patience()));
    asked.put("validation", Double.toString(training.stopping().validationShare()));
    asked.put("flip", Boolean.toString(training.augmentation().flip()));
    asked.put("crop", Integer.toString(training.augmentation().shift()));
    asked.put("window", Double.toString(training.augmentation().window()));
    asked.put("seed", Long.toString(training.seed()));
    asked.put("model", ModelOpener.sha256(settings.explained().model()));
    asked.put("images", ImageSelection.open(settings.trainingImages()).sha256());
    asked.put("run", run());
    return asked;
  }

  /** Returns what makes the run what it is: its inputs, and the flags that rows depend on. */
  private String run() throws IOException {
    RunDirectory run = RunDirectory.read(settings.run());
    Map<String, Object> flags = new TreeMap<>(run.manifest().configuration());
    flags.keySet().removeAll(List.of("out", "device", "threads", "self-check", "highlight"));
    return new Sha256().add(new TreeMap<>(run.manifest().inputs()) + "\n" + flags).hex();
  }

  /** Returns the settings of a run, for this classifier. */
  ExplainSettings explain(ExplainSettings before) {
    ModelFile model = new ModelFile(settings.out().resolve(FILE), null, before.model().device());
    Map<String, Object> configuration = new TreeMap<>(before.run().configuration());
    configuration.put("model", model.file().toString());
    configuration.put("arch", null);
    return new ExplainSettings(
        before.images(),
        before.explainer().with(model),
        before.segmenter(),
        before.batch(),
        before.threads(),
        new RunTarget(settings.out().resolve(RUN), configuration));
  }
}
