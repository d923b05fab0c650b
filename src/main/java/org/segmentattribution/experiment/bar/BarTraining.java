package org.segmentattribution.experiment.bar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.training.HeadReplacement;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.model.training.Trainer;
import org.segmentattribution.model.training.TrainingOptions;
import org.segmentattribution.pipeline.Accuracy;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.StopRequest;
import org.segmentattribution.pipeline.Workers;

/** Trains and measures the two classifiers; an existing model is not trained again. */
final class BarTraining {
  /** The stage, in the list of failures, of an image that cannot be used for training. */
  static final String READING = "decode";

  private static final int BATCH = 16;

  private final BarSettings settings;
  private final List<String> classes;
  private final ModelDeclaration declaration;
  private final Map<ImageRecord, LabelledImage> images = new HashMap<>();
  private final List<Failure> failures = new ArrayList<>();

  BarTraining(BarSettings settings, List<String> classes) {
    this.settings = settings;
    this.classes = classes;
    Preprocessing input =
        settings.init() == null
            ? settings.network().input()
            : declared(settings.init(), classes.size()).input();
    declaration = new ModelDeclaration(classes, input);
  }

  /** Returns the declaration of a network that can be loaded and given another head. */
  private static ModelDeclaration declared(ModelFile init, int classes) {
    try (LoadedClassifier trained = Classifiers.load(init)) {
      HeadReplacement.of(trained, classes, 1, "cpu").close();
      return trained.declaration();
    } catch (IOException | WrongInput e) {
      throw WrongInput.in("init", e);
    }
  }

  /** Reads images in the network's size. */
  void read(List<ImageRecord> records, Progress progress) throws IOException {
    progress.start("reading images", records.size());
    List<Object> read =
        new Workers(settings.explain().threads())
            .map(
                records,
                record -> {
                  progress.step(1, "");
                  try {
                    return new LabelledImage(
                        declaration.input().toGrid(new ImageDecoder().decode(record.file())),
                        classes.indexOf(record.label()));
                  } catch (IOException e) {
                    return new Failure(record.path(), READING, e.getMessage());
                  }
                });
    progress.finish();
    for (int i = 0; i < records.size(); i++) {
      if (read.get(i) instanceof LabelledImage image) {
        images.put(records.get(i), image);
      } else {
        failures.add((Failure) read.get(i));
      }
    }
  }

  /** Returns the images that could not be read. */
  List<Failure> failures() {
    return failures;
  }

  private List<LabelledImage> of(List<ImageRecord> records) {
    return records.stream().filter(images::containsKey).map(images::get).toList();
  }

  /** Returns the number of epochs of one training, for the progress. */
  int epochs() {
    return settings.network().training().epochs();
  }

  /** Trains a classifier and writes it with its JSON file. */
  void train(String name, List<ImageRecord> records, boolean augment, Path file, Progress progress)
      throws IOException {
    if (Files.exists(file)) {
      progress.step(epochs(), "");
      return;
    }
    TrainingOptions all = settings.network().training();
    TrainingOptions options = augment ? all : all.withoutAugmentation();
    try (OnnxNetwork network = network()) {
      new Trainer(declaration.input(), options)
          .train(
              network,
              of(records),
              (epoch, most) -> {
                progress.step(
                    1,
                    String.format(
                        Locale.ROOT,
                        "%s, epoch %d: loss %.3f",
                        name,
                        epoch.number(),
                        epoch.trainingLoss()));
                StopRequest.check(epoch, most);
              });
      Files.createDirectories(file.getParent());
      OnnxWriter.write(network, declaration, file);
    }
  }

  private OnnxNetwork network() {
    long seed = settings.network().training().seed();
    int count = classes.size();
    String device = settings.explain().model().device();
    if (settings.init() == null) {
      return settings.network().create(count, seed, device);
    }
    try (LoadedClassifier trained = ModelOpener.model(settings.init())) {
      return HeadReplacement.of(trained, count, seed, device);
    }
  }

  /** Counts the images that a classifier labels correctly. */
  BarAccuracy measure(String model, Path file, String set, List<ImageRecord> records)
      throws IOException {
    List<LabelledImage> readable = of(records);
    List<RgbImage> grids = readable.stream().map(LabelledImage::grid).toList();
    int[] labels = readable.stream().mapToInt(LabelledImage::label).toArray();
    try (LoadedClassifier classifier =
        ModelOpener.model(file, settings.explain().model().device())) {
      double share =
          readable.isEmpty()
              ? 0
              : Accuracy.of(
                  MethodOpener.explainer(classifier, "gradient"),
                  declaration.input(),
                  grids,
                  labels,
                  BATCH);
      return new BarAccuracy(
          model, set, readable.size(), (int) Math.round(share * readable.size()));
    }
  }
}
