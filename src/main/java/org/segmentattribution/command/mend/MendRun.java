package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.analysis.SegmentComparison;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.ablate.AblateRun;
import org.segmentattribution.command.aggregate.CompareFiles;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunLock;

/**
 * {@code sat mend}: measures what a run's classifier needs, chooses a segment that it should do
 * without, trains a new classifier, explains it as the first, compares both, and writes one page. A
 * step that is done is not done again.
 */
public final class MendRun {
  /** Name of the folder of the comparison. */
  static final String COMPARED = "compare";

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
    Path out = settings.out();
    if (Files.exists(out) && Files.isSameFile(out, settings.run())) {
      throw WrongInput.of("{out} %s is the folder of the run; name another folder", out);
    }
    return RunLock.holding(out, () -> alone(progress));
  }

  private MendResult alone(Progress progress) throws IOException {
    List<ImageRecord> all = settings.explained().images().open().records();
    if (settings.segment() == null && SlicedRun.read(settings.run(), all).labels().size() < 2) {
      throw WrongInput.of(
          "{segment}: name one; the photographs of the run are of fewer than two classes, so none can"
              + " be proposed");
    }
    NewClassifier classifier = new NewClassifier(settings);
    // before any pass: a folder of another round is refused at once
    MendRecord record = MendRecord.in(settings.out(), classifier.asked());
    try {
      return round(all, classifier, record, progress);
    } catch (IOException | RuntimeException e) {
      // so that the next call is not taken for another round
      MendRecord.forgetBegun(settings.out());
      throw e;
    }
  }

  private MendResult round(
      List<ImageRecord> all, NewClassifier classifier, MendRecord record, Progress progress)
      throws IOException {
    SegmentChoice choice = new SegmentChoice(settings, all, progress);
    SegmentChoice.Chosen chosen = choice.choose();
    String segment = chosen.proposal().segment();
    progress.note("segment to do without: " + segment);
    ExplainSettings before = chosen.before();
    String masks = new TrainingMasks(settings, before, progress).of(segment);
    List<String> swap = List.of(segment);
    AblateRun.Found first =
        new AblateRun(before.out(), before, choice.removal()).measure(swap, progress);
    MendRecord made = classifier.train(record, segment, masks, progress);
    ExplainSettings after = classifier.explain(before);
    ExplainWithReport.run(after, progress);
    AblateRun.Found second =
        new AblateRun(after.out(), after, choice.removal()).measure(swap, progress);
    List<SegmentComparison> compared =
        new CompareFiles(before.out(), after.out(), "", after.seed())
            .write(settings.out().resolve(COMPARED), true);
    MendResult result =
        new MendResult(
            chosen,
            made,
            new MendResult.Side(before.out(), SlicedRun.read(before.out(), all), first),
            new MendResult.Side(after.out(), SlicedRun.read(after.out(), all), second),
            compared,
            trainedOn(all));
    RoundSlices slices = RoundSlices.of(before.out(), after.out(), segment, after.seed(), progress);
    SwappedPictures pictures =
        new SwappedPictures(before, after.out(), segment, choice.removal().keepsNested());
    new MendPage(settings, result, slices, pictures.drawn()).write();
    return result;
  }

  /** Returns how many pictures of the run the new classifier was trained on. */
  private int trainedOn(List<ImageRecord> explained) {
    Path images = settings.explained().images().images();
    return settings.trainingImages().toAbsolutePath().equals(images.toAbsolutePath())
        ? (int) explained.stream().filter(r -> !r.isTest() && !r.isValidation()).count()
        : 0;
  }
}
