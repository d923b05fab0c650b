package org.segmentattribution.command.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.pipeline.Accuracy;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.InputAccount;
import org.segmentattribution.run.InputCounts;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.saliency.ChannelReduction;

/** {@code sat train}: trains the built-in CNN on a folder of images and writes it as ONNX. */
public final class TrainRun {
  private static final int BATCH = 32;
  private final TrainSettings settings;
  private final ImageSelection selection;
  private final List<String> classes;
  private final Preprocessing grid;

  /**
   * Checks the data set.
   *
   * @throws WrongInput where it cannot be trained on
   */
  public TrainRun(TrainSettings settings) {
    this.settings = settings;
    selection =
        ImageSelection.open(settings.images())
            .ofClasses(settings.classes())
            .only(r -> !r.isValidation(), "left out: neither trained nor tested on");
    classes = settings.classes().isEmpty() ? List.copyOf(selection.labels()) : settings.classes();
    grid = settings.network().input();
    if (classes.size() < 2) {
      throw WrongInput.of(
          "{images} %s: images of at least two classes are needed, found: %s",
          settings.images(), String.join(", ", classes));
    }
    if (!settings.out().toString().endsWith(".onnx")) {
      throw WrongInput.of("{out} %s: the model's name must end in .onnx", settings.out());
    }
  }

  /**
   * The result of training.
   *
   * @param images number of images trained on
   * @param tested number of images of the split {@code test}
   * @param accuracy accuracy on these, 0 to 1; NaN without any
   * @param failures images that could not be read
   * @param inputs counts of everything below {@code --images}
   */
  public record Result(
      int images, int tested, double accuracy, List<Failure> failures, InputCounts inputs) {
    /** Returns one line for people. */
    public String line() {
      String test =
          tested == 0
              ? "no test split to measure accuracy on"
              : String.format(
                  Locale.ROOT, "accuracy %.1f %% on %d test images", 100 * accuracy, tested);
      return images + " training images, " + test + ", " + failures.size() + " skipped";
    }
  }

  /** Trains and writes the model with its JSON. */
  public Result run(Progress progress) throws IOException {
    List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
    progress.start("reading images", selection.records().size());
    List<Read> all =
        new Workers(settings.compute().threads())
            .map(selection.records(), record -> read(record, failures, progress));
    List<Read> images = all.stream().filter(Objects::nonNull).toList();
    List<LabelledImage> training = labelled(images, false);
    List<LabelledImage> test = labelled(images, true);
    if (training.isEmpty()) {
      throw WrongInput.of("{images} %s: no training image can be read", settings.images());
    }
    train(training, progress);
    InputAccount account = InputAccount.of(selection);
    account.writeFile(settings.out().resolveSibling(inputsName(settings.out())));
    return new Result(
        training.size(),
        test.size(),
        accuracy(test),
        List.copyOf(failures),
        account.counts(failures.size()));
  }

  /** Returns the name of the file beside a model that lists unused inputs. */
  public static String inputsName(Path model) {
    return model.getFileName() + "." + InputAccount.FILE;
  }

  private record Read(boolean test, LabelledImage image) {}

  private Read read(ImageRecord record, List<Failure> failures, Progress progress) {
    progress.step(1, "");
    try {
      return new Read(
          record.isTest(),
          new LabelledImage(
              grid.toGrid(new ImageDecoder().decode(record.file())),
              classes.indexOf(record.label())));
    } catch (IOException e) {
      failures.add(new Failure(record.path(), "decode", e.getMessage()));
      return null;
    }
  }

  private static List<LabelledImage> labelled(List<Read> images, boolean test) {
    return images.stream().filter(i -> i.test() == test).map(Read::image).toList();
  }

  private void train(List<LabelledImage> training, Progress progress) throws IOException {
    ModelDeclaration declaration = new ModelDeclaration(classes, grid);
    try (OnnxNetwork network =
        settings
            .network()
            .create(classes.size(), settings.compute().seed(), settings.compute().device())) {
      OnnxNetwork fitted = fitting().fit(network, training, progress);
      Files.createDirectories(settings.out().toAbsolutePath().getParent());
      OnnxWriter.write(fitted, declaration, settings.out());
    }
  }

  private Fitting fitting() {
    AvoidSettings avoid = settings.avoid();
    return avoid != null && avoid.ways().contains(AvoidWay.REWEIGHT)
        ? new Reweighting(settings, classes, grid)
        : new GradientFitting(settings, grid);
  }

  private double accuracy(List<LabelledImage> test) {
    try (LoadedClassifier classifier =
        ModelOpener.model(settings.out(), settings.compute().device())) {
      return Accuracy.of(
          MethodOpener.explainer(classifier, List.of(), ChannelReduction.SUM),
          grid,
          test.stream().map(LabelledImage::grid).toList(),
          test.stream().mapToInt(LabelledImage::label).toArray(),
          BATCH);
    }
  }
}
