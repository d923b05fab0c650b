package org.segmentattribution.experiment.planted;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.command.open.SegmenterOpener;
import org.segmentattribution.experiment.trial.ExperimentOutcome;
import org.segmentattribution.experiment.trial.Holdout;
import org.segmentattribution.pipeline.Progress;
import org.segmentattribution.pipeline.Workers;
import org.segmentattribution.run.InputAccount;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.run.RunManifest;
import org.segmentattribution.run.images.ContentHash;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.removal.Fills;
import org.segmentattribution.table.FailureCsv;

/**
 * The benchmark of the product's own readings: classifiers whose reliance is known, because a
 * feature was planted and swapped. Each reading is scored by how well it tells those that rely on
 * their plant from those that do not.
 */
public final class PlantedExperiment {
  private static final String NETWORKS = "networks";

  private final PlantedSettings settings;
  private final List<PlantReadings> readings;

  /**
   * Checks the settings.
   *
   * @throws WrongInput if they do not allow an experiment
   */
  public PlantedExperiment(PlantedSettings settings) {
    this.settings = settings;
    readings = AllReadings.of(settings);
    Fills.check(settings.readings().fills());
    MethodOpener.methods(
        settings.readings().methods(), List.of(), settings.compute().seed(), ChannelReduction.SUM);
    if (cells().isEmpty()) {
      throw WrongInput.of("{strengths}: at 0 alone, {kinds} leaves nothing to train");
    }
  }

  private List<PlantedCell> cells() {
    return PlantedCell.of(settings.networks(), settings.plants());
  }

  /** Photographs of the experiment, not read yet; null fields where scenes are drawn. */
  private record Inputs(
      Map<String, String> hashes,
      List<String> classes,
      Holdout split,
      Segmenter segmenter,
      InputAccount account) {}

  /** Trains and reads all classifiers; continues where an earlier call stopped. */
  public ExperimentOutcome run(Progress progress) throws IOException {
    return RunLock.holding(settings.run().folder(), () -> alone(progress));
  }

  private ExperimentOutcome alone(Progress progress) throws IOException {
    Inputs inputs = inputs();
    RunManifest begun = begun(inputs);
    RunDirectory directory = RunDirectory.open(settings.run().folder(), begun);
    Object before = directory.manifest().summary().get(NETWORKS);
    if (directory.isDone() && !Integer.valueOf(settings.networks()).equals(before)) {
      directory.reopen(begun);
    }
    if (!directory.isIntact()) {
      long started = System.nanoTime();
      PlantedPictures pictures = pictures(inputs, progress);
      PlantSheet.write(directory.path(PlantSheet.FILE), settings, pictures.examples());
      RunManifest manifest = directory.manifest();
      List<NetworkResult> networks = networks(manifest, pictures, progress);
      List<Reading> all = readings.stream().flatMap(way -> way.readings().stream()).toList();
      long seed = settings.compute().seed();
      NetworksCsv.write(directory.path(NetworksCsv.FILE), networks, all, seed);
      DetectionCsv.write(
          directory.path(DetectionCsv.FILE), ReadingDetection.all(networks, all, seed), false);
      FailureCsv.write(directory.path("failures.csv"), pictures.failures());
      Map<String, Object> counts = new LinkedHashMap<>();
      counts.put(NETWORKS, networks.size());
      counts.put("relying", networks.stream().filter(NetworkResult::relies).count());
      if (inputs.account != null) {
        inputs.account.write(directory.folder());
        counts.put("inputs", inputs.account.counts(pictures.failures().size()).json());
      }
      PlantedReporter.write(directory);
      double seconds = (System.nanoTime() - started) / 1e9;
      directory.finish(manifest.done(counts, Map.of("total", seconds)));
    }
    return new ExperimentOutcome(
        PlantedReporter.page(directory).lead().text(),
        FailureCsv.read(directory.path("failures.csv")).size());
  }

  /** Begins the manifest. A run may be given more classifiers, so their number is no setting. */
  private RunManifest begun(Inputs inputs) {
    Map<String, Object> configuration = new LinkedHashMap<>(settings.run().configuration());
    configuration.remove(NETWORKS);
    return RunManifest.begin(
        RunKind.PLANTED,
        configuration,
        inputs.hashes,
        ModelOpener.device(settings.compute().device()),
        settings.compute().seed());
  }

  private Inputs inputs() throws IOException {
    PlantedSettings.Photographs photographs = settings.pictures().photographs();
    if (photographs == null) {
      return new Inputs(Map.of(), List.of(), null, null, null);
    }
    ImageSelection selection =
        ImageSelection.open(photographs.images()).ofClasses(photographs.classes());
    List<String> classes =
        photographs.classes().isEmpty()
            ? List.copyOf(new TreeSet<>(selection.labels()))
            : photographs.classes();
    if (classes.size() < 2) {
      throw WrongInput.of("{images} has %s class; at least two are needed", classes.size());
    }
    Holdout split =
        Holdout.of(selection.records(), photographs.holdout(), settings.compute().seed());
    List<ImageRecord> used = new ArrayList<>(split.training());
    used.addAll(split.test());
    ImageSelection chosen =
        selection.only(Set.copyOf(used)::contains, "left out: neither trained nor tested on");
    Segmenter segmenter =
        SegmenterOpener.segmenter(
            photographs.segmenter().specification(), photographs.segmenter().options(), selection);
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put("images", ContentHash.ofImages(selection.records()));
    hashes.put("segments", ContentHash.ofSegments(segmenter, used));
    return new Inputs(hashes, classes, split, segmenter, InputAccount.of(chosen, segmenter::notes));
  }

  private PlantedPictures pictures(Inputs inputs, Progress progress) throws IOException {
    return inputs.split == null
        ? new ScenePictures(settings)
        : PhotoPictures.read(settings, inputs.classes, inputs.split, inputs.segmenter, progress);
  }

  private List<NetworkResult> networks(
      RunManifest manifest, PlantedPictures pictures, Progress progress) throws IOException {
    List<PlantedNetwork> networks =
        cells().stream()
            .map(cell -> new PlantedNetwork(settings, pictures, readings, cell))
            .toList();
    progress.start("training", (long) networks.size() * PlantedNetwork.steps(settings));
    List<NetworkResult> results =
        new Workers(settings.compute().threads())
            .map(networks, network -> network.run(manifest, progress));
    progress.finish();
    return results;
  }
}
