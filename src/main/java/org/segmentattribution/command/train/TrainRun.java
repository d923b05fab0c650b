package org.segmentattribution.command.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.pipeline.Accuracy;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.InputAccount;
import org.segmentattribution.run.InputCounts;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.saliency.ChannelReduction;

/** {@code sat train}: trains a network on a folder of images and writes it as ONNX. */
public final class TrainRun {
  private static final int BATCH = 32;
  private final TrainSettings settings;
  private final ImageSelection selection;
  private final Beginning beginning;
  private final Fitting fitting;

  /**
   * Checks the data set and, where training begins with one, the trained classifier.
   *
   * @throws WrongInput where it cannot be trained on
   */
  public TrainRun(TrainSettings settings) {
    this.settings = settings;
    selection =
        ImageSelection.open(settings.images())
            .ofClasses(settings.classes())
            .only(r -> !r.isValidation(), "left out: neither trained nor tested on");
    beginning = Beginning.of(settings, selection.labels());
    List<String> classes = beginning.declaration().classes();
    if (classes.size() < 2) {
      throw WrongInput.of(
          "{images} %s: images of at least two classes are needed; found %s",
          settings.images(),
          selection.labels().stream().allMatch(String::isEmpty)
              ? "none, since neither a folder nor a name says what an image shows"
              : String.join(", ", classes));
    }
    if (!settings.out().toString().endsWith(".onnx")) {
      throw WrongInput.of("{out} %s: the model's name must end in .onnx", settings.out());
    }
    requireAnotherFile();
    ModelPlace.check(settings.out());
    fitting = fitting();
  }

  private void requireAnotherFile() {
    if (settings.init() != null
        && settings
            .out()
            .toAbsolutePath()
            .normalize()
            .equals(settings.init().file().toAbsolutePath().normalize())) {
      throw WrongInput.of(
          "{out} %s is the classifier of {init}, which would be lost; name another file",
          settings.out());
    }
  }

  /**
   * The result of training.
   *
   * @param images number of images trained on
   * @param avoided number of these that have the segment to avoid; 0 where there is none to avoid
   * @param tested number of images of the split {@code test}
   * @param accuracy accuracy on these, 0 to 1; NaN without any
   * @param failures images that could not be read
   * @param inputs counts of everything below {@code --images}
   */
  public record Result(
      int images,
      int avoided,
      int tested,
      double accuracy,
      List<Failure> failures,
      InputCounts inputs) {
    /** Returns one line for people. */
    public String line() {
      String with = avoided == 0 ? "" : " (" + avoided + " with the segment to avoid)";
      String test =
          tested == 0
              ? "no test split to measure accuracy on"
              : String.format(
                  Locale.ROOT, "accuracy %.1f %% on %d test images", 100 * accuracy, tested);
      return images + " training images" + with + ", " + test + ", " + failures.size() + " skipped";
    }
  }

  /** Trains and writes the model with its JSON. */
  public Result run(Progress progress) throws IOException {
    TrainingImages images =
        TrainingImages.read(settings, beginning.declaration(), selection, progress);
    try (OnnxNetwork network = beginning.network()) {
      Fitted fitted = fitting.fit(network, images, progress);
      Files.createDirectories(settings.out().toAbsolutePath().getParent());
      OnnxWriter.write(fitted.network(), beginning.declaration(), settings.out());
      Path said = settings.out().resolveSibling(Reweighted.nameOf(settings.out()));
      Files.deleteIfExists(said);
      if (fitted.layer() != null) {
        fitted.layer().write(said);
      }
    }
    InputAccount account = InputAccount.of(selection);
    account.writeFile(settings.out().resolveSibling(inputsName(settings.out())));
    return new Result(
        images.training().size(),
        images.withSegment().size(),
        images.test().size(),
        accuracy(images.test()),
        images.failures(),
        account.counts(images.failures().size()));
  }

  /** Returns the name of the file beside a model that lists unused inputs. */
  public static String inputsName(Path model) {
    return model.getFileName() + "." + InputAccount.FILE;
  }

  private Fitting fitting() {
    AvoidSettings avoid = settings.avoid();
    return avoid != null && avoid.ways().contains(AvoidWay.REWEIGHT)
        ? new Reweighting(settings, beginning.declaration())
        : new GradientFitting(settings, beginning.declaration().input());
  }

  private double accuracy(List<LabelledImage> test) {
    try (LoadedClassifier classifier =
        ModelOpener.model(settings.out(), settings.compute().device())) {
      return Accuracy.of(
          MethodOpener.explainer(classifier, List.of(), ChannelReduction.SUM),
          classifier.declaration().input(),
          test.stream().map(LabelledImage::grid).toList(),
          test.stream().mapToInt(LabelledImage::label).toArray(),
          BATCH);
    }
  }
}
