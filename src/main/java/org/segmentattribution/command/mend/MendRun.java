package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.segmentattribution.analysis.SegmentComparison;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.ablate.AblateRun;
import org.segmentattribution.command.ablate.RemovalSettings;
import org.segmentattribution.command.aggregate.CompareFiles;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.command.train.AvoidSettings;
import org.segmentattribution.command.train.AvoidWay;
import org.segmentattribution.command.train.TrainRun;
import org.segmentattribution.command.train.TrainSettings;
import org.segmentattribution.effect.EffectMeasure;
import org.segmentattribution.effect.MeasuredWith;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.training.TrainingOptions;
import org.segmentattribution.pipeline.Compute;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.segmentation.SegmenterChoice;

/**
 * {@code sat mend}: measures what a run's classifier needs, chooses a segment that it should do
 * without, trains a new classifier, explains it as the first, compares both, and writes one page. A
 * step that is done is not done again.
 */
public final class MendRun {
  /** Name of the new classifier in the folder of the results. */
  public static final String MODEL = "mended.onnx";

  /** Name of the run of the new classifier. */
  public static final String AFTER = "after";

  /** Name of the folder of the comparison. */
  public static final String COMPARED = "compare";

  private final MendSettings settings;

  /** Takes the settings; nothing is read. */
  public MendRun(MendSettings settings) {
    this.settings = settings;
  }

  /**
   * Does what is not done yet.
   *
   * @return what was found; its page is written
   * @throws WrongInput where a step cannot be done
   */
  public MendResult run(Progress progress) throws IOException {
    Files.createDirectories(settings.out());
    return RunLock.holding(settings.out(), () -> alone(progress));
  }

  private MendResult alone(Progress progress) throws IOException {
    List<ImageRecord> all = settings.explained().images().open().records();
    SlicedRun images = SlicedRun.read(settings.run(), all);
    if (settings.segment() == null && images.labels().size() < 2) {
      throw WrongInput.of(
          "{segment}: name one; the photographs of the run are of fewer than two classes, so none can"
              + " be proposed");
    }
    AblateRun before = new AblateRun(settings.run(), settings.explained(), removal());
    AblateRun.Found effects = before.measure(List.of(), progress);
    Proposal proposal =
        settings.segment() == null
            ? Proposal.of(effects.effects(), images)
            : Proposal.named(settings.segment(), effects.effects());
    progress.note("segment to do without: " + proposal.segment());
    List<String> swap = List.of(proposal.segment());
    AblateRun.Found first = before.measure(swap, progress);
    MendRecord made = trained(proposal, progress);
    ExplainSettings again = again();
    ExplainWithReport.run(again, progress);
    AblateRun.Found second =
        new AblateRun(again.out(), again, before.settings()).measure(swap, progress);
    List<SegmentComparison> compared =
        new CompareFiles(settings.run(), again.out(), "", again.seed())
            .write(settings.out().resolve(COMPARED), true);
    MendResult result =
        new MendResult(
            proposal,
            made,
            new MendResult.Side(images, first),
            new MendResult.Side(SlicedRun.read(again.out(), all), second),
            compared,
            trainedOn(all));
    new MendPage(settings, result).write();
    return result;
  }

  /** Returns how the effects of the run were measured, so that they are not measured again. */
  private RemovalSettings removal() throws IOException {
    if (!Files.isRegularFile(settings.run().resolve(EffectMeasure.FILE))) {
      return settings.removal();
    }
    MeasuredWith with = MeasuredWith.read(settings.run());
    Map<String, Object> of = with.settings();
    RemovalSettings usual = settings.removal();
    return new RemovalSettings(
        with.fills(),
        with.placebo(),
        number(of.get("placebos"), usual.placebos()),
        String.valueOf(of.getOrDefault("nested", usual.nested())),
        with.value(),
        number(of.get("combine"), usual.combine()),
        of.get("seed") instanceof Number seed ? seed.longValue() : usual.seed());
  }

  private static int number(Object value, int otherwise) {
    return value instanceof Number number ? number.intValue() : otherwise;
  }

  private MendRecord trained(Proposal proposal, Progress progress) throws IOException {
    Map<String, String> depends = depends(proposal);
    Path model = settings.out().resolve(MODEL);
    MendRecord before = MendRecord.read(settings.out(), depends);
    if (before != null && Files.isRegularFile(model)) {
      return before;
    }
    ExplainSettings explained = settings.explained();
    TrainRun.Result result =
        new TrainRun(
                new TrainSettings(
                    settings.trainingImages(),
                    List.of(),
                    settings.training().plan(),
                    explained.model(),
                    avoid(proposal),
                    new Compute(
                        explained.model().device(),
                        explained.threads(),
                        settings.training().plan().training().seed()),
                    model))
            .run(progress);
    MendRecord made = new MendRecord(depends, result.images(), result.avoided());
    made.write(settings.out());
    return made;
  }

  private AvoidSettings avoid(Proposal proposal) {
    PromptList prompts = PromptList.of(List.of(proposal.segment()));
    return new AvoidSettings(
        proposal.segment(),
        new SegmenterChoice(
            settings.masks(), settings.explained().segmenter().options().with(prompts)),
        settings.training().ways(),
        settings.training().features());
  }

  /** Returns all that the weights of the new classifier depend on. */
  private Map<String, String> depends(Proposal proposal) throws IOException {
    Map<String, String> depends = new LinkedHashMap<>();
    depends.put("segment", proposal.segment());
    depends.put("masks", settings.masks());
    depends.put(
        "how",
        settings.training().ways().stream()
            .map(AvoidWay::text)
            .sorted()
            .collect(Collectors.joining(",")));
    depends.put("features", settings.training().features().text());
    TrainingOptions training = settings.training().plan().training();
    TrainingOptions.Optimiser optimiser = training.optimiser();
    depends.put("epochs", Integer.toString(training.epochs()));
    depends.put("train-batch", Integer.toString(training.batch()));
    depends.put("learning-rate", Float.toString(optimiser.learningRate()));
    depends.put("weight-decay", Float.toString(optimiser.weightDecay()));
    depends.put("warm-up", Double.toString(optimiser.warmUp()));
    depends.put("smoothing", Double.toString(optimiser.smoothing()));
    depends.put("patience", Integer.toString(training.stopping().patience()));
    depends.put("validation", Double.toString(training.stopping().validationShare()));
    depends.put("flip", Boolean.toString(training.augmentation().flip()));
    depends.put("crop", Integer.toString(training.augmentation().shift()));
    depends.put("window", Double.toString(training.augmentation().window()));
    depends.put("seed", Long.toString(training.seed()));
    depends.put("model", ModelOpener.sha256(settings.explained().model()));
    depends.put("images", ImageSelection.open(settings.trainingImages()).sha256());
    return depends;
  }

  /** Returns the settings of the run, for the new classifier. */
  private ExplainSettings again() {
    ExplainSettings explained = settings.explained();
    ModelFile model =
        new ModelFile(settings.out().resolve(MODEL), null, explained.model().device());
    Map<String, Object> configuration = new TreeMap<>(explained.run().configuration());
    configuration.put("model", model.file().toString());
    configuration.put("arch", null);
    return new ExplainSettings(
        explained.images(),
        explained.explainer().with(model),
        explained.segmenter(),
        explained.batch(),
        explained.threads(),
        new RunTarget(settings.out().resolve(AFTER), configuration));
  }

  /** Returns how many pictures of the run the new classifier was trained on. */
  private int trainedOn(List<ImageRecord> explained) {
    Path images = settings.explained().images().images();
    return settings.trainingImages().toAbsolutePath().equals(images.toAbsolutePath())
        ? (int) explained.stream().filter(r -> !r.isTest() && !r.isValidation()).count()
        : 0;
  }
}
