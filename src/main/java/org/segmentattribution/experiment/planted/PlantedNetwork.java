package org.segmentattribution.experiment.planted;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.dataset.plant.PlantKind;
import org.segmentattribution.dataset.plant.Planter;
import org.segmentattribution.dataset.watermark.PrevalenceSubset;
import org.segmentattribution.experiment.trial.TrialClassifier;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.training.LabelledImage;
import org.segmentattribution.pipeline.Accuracy;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.table.TableOptions;

/**
 * One classifier of the benchmark: trained, tested with the plant and with the plant swapped, and
 * read in every way, in its own run directory. A finished one is not repeated.
 *
 * @param settings of the experiment
 * @param source of pictures
 * @param readings ways to read it
 * @param cell what it is trained on
 */
record PlantedNetwork(
    PlantedSettings settings,
    PlantedPictures source,
    List<PlantReadings> readings,
    PlantedCell cell) {
  private static final int BATCH = 16;

  /** Returns the steps of progress in a classifier: its epochs, and what is read of it. */
  static int steps(PlantedSettings settings) {
    return settings.network().training().epochs() + 1;
  }

  NetworkResult run(RunManifest experiment, Progress progress) throws IOException {
    Map<String, Object> configuration = new LinkedHashMap<>(experiment.configuration());
    configuration.put("network", cell.name());
    Path out = settings.run().folder();
    RunDirectory directory =
        RunDirectory.open(
            out.resolve("networks").resolve(cell.name()),
            RunManifest.begin(
                RunKind.PLANTED_NETWORK,
                configuration,
                experiment.inputs(),
                experiment.device(),
                seed()));
    Path file = out.resolve("models").resolve(cell.name() + ".onnx");
    Map<String, Object> before = directory.manifest().summary();
    if (directory.isIntact() && TrialClassifier.isThat(file, before.get(TrialClassifier.HASH))) {
      progress.step(steps(settings), "");
      return NetworkResult.of(
          cell, readings.stream().flatMap(way -> way.readings().stream()).toList(), before);
    }
    PlantedPictures.Set pictures = source.of(cell);
    new TrialClassifier(
            file, settings.network(), pictures.classes(), seed(), settings.compute().device())
        .train(trainingSet(pictures), progress);
    try (LoadedClassifier classifier = Classifiers.load(file, settings.compute().device())) {
      NetworkResult result = measure(classifier, pictures);
      Map<String, Object> summary = new LinkedHashMap<>(result.summary());
      summary.put(TrialClassifier.HASH, TrialClassifier.hash(file));
      directory.finish(directory.manifest().done(summary, Map.of()));
      progress.step(1, result.line());
      return result;
    }
  }

  private long seed() {
    return cell.seed(settings.compute().seed());
  }

  private Planter planter() {
    return new Planter(cell.kind(), seed());
  }

  private List<LabelledImage> trainingSet(PlantedPictures.Set pictures) {
    Set<String> chosen = new HashSet<>();
    for (int label = 0; label < pictures.classes().size(); label++) {
      if (label == cell.marked() || cell.kind() == PlantKind.BOTH) {
        int of = label;
        List<String> ids =
            pictures.training().stream()
                .filter(picture -> picture.label() == of)
                .map(picture -> picture.record().id())
                .toList();
        chosen.addAll(PrevalenceSubset.of(ids, cell.strength(), seed()));
      }
    }
    return pictures.training().stream()
        .map(
            picture ->
                new LabelledImage(
                    chosen.contains(picture.record().id()) ? planted(picture) : picture.grid(),
                    picture.label()))
        .toList();
  }

  private RgbImage planted(BasePicture picture) {
    return planter().place(picture.record().id(), picture.object()).draw(picture.grid());
  }

  private NetworkResult measure(LoadedClassifier classifier, PlantedPictures.Set pictures)
      throws IOException {
    NetworkResult.Accuracies accuracies =
        new NetworkResult.Accuracies(
            accuracy(classifier, pictures, BasePicture::grid),
            accuracy(classifier, pictures, p -> p.label() == cell.marked() ? planted(p) : p.grid()),
            accuracy(
                classifier, pictures, p -> p.label() == cell.marked() ? p.grid() : planted(p)));
    List<PreparedImage> shown = shown(pictures);
    Map<String, Double> values = new LinkedHashMap<>();
    for (PlantReadings way : readings) {
      values.putAll(way.read(classifier, shown));
    }
    return new NetworkResult(cell, pictures.classes().get(cell.marked()), accuracies, values);
  }

  private double accuracy(
      LoadedClassifier classifier,
      PlantedPictures.Set pictures,
      Function<BasePicture, RgbImage> picture) {
    return Accuracy.of(
        MethodOpener.explainer(classifier, settings.readings().methods().get(0)),
        classifier.declaration().input(),
        pictures.test().stream().map(picture).toList(),
        pictures.test().stream().mapToInt(BasePicture::label).toArray(),
        BATCH);
  }

  /** Returns the pictures that are explained: the first of the marked class, with the plant. */
  private List<PreparedImage> shown(PlantedPictures.Set pictures) {
    TableOptions options = TableOptions.defaults().withPadding(settings.readings().pad());
    List<PreparedImage> shown = new ArrayList<>();
    for (BasePicture picture : pictures.test()) {
      if (picture.label() == cell.marked() && shown.size() < settings.readings().explained()) {
        shown.add(
            picture.with(
                planter().place(picture.record().id(), picture.object()),
                settings.network().input(),
                options));
      }
    }
    if (shown.isEmpty()) {
      throw new RunFailed(cell.name() + ": there is no test picture of the marked class");
    }
    return shown;
  }
}
