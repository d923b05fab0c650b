package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.experiment.trial.TrialClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunManifest;

/**
 * The classifiers of an earlier run of the experiment, which another run explains in another way.
 * The earlier run must have been made with the same images and training.
 */
final class EarlierTrials {
  /** Settings that say how classifiers are explained, which of them, and how a run is made. */
  private static final Set<String> OTHERWISE =
      Set.of(
          "device",
          "method",
          "out",
          "pad",
          "prevalence",
          "seeds",
          "threads",
          "trained",
          "segmenter",
          "segments",
          "prompts",
          "threshold",
          "segmenter-classes",
          "mask-cache",
          "dinox-endpoint",
          "image-seconds");

  private final Path folder;

  private EarlierTrials(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens an earlier run.
   *
   * @param now the present run
   * @throws WrongInput where it is not finished, or was made with other images or another training
   */
  static EarlierTrials open(Path folder, RunManifest now) throws IOException {
    RunManifest before = read(folder);
    if (!RunDirectory.isDone(folder) || before.kind() != now.kind()) {
      throw WrongInput.of("{trained} %s holds no finished run of %s", folder, now.kind().text());
    }
    Set<String> keys = new TreeSet<>(before.configuration().keySet());
    keys.addAll(now.configuration().keySet());
    keys.removeAll(OTHERWISE);
    for (String key : keys) {
      require(
          folder, "{" + key + "}", before.configuration().get(key), now.configuration().get(key));
    }
    require(folder, "content of images", before.inputs().get("images"), now.inputs().get("images"));
    return new EarlierTrials(folder);
  }

  private static RunManifest read(Path folder) throws IOException {
    try {
      return RunDirectory.read(folder).manifest();
    } catch (WrongInput e) {
      throw WrongInput.in("trained", e);
    }
  }

  private static void require(Path folder, String what, Object before, Object now) {
    // compared as text: JSON reads 1 as an Integer where the flag gave a Long
    if (!Objects.equals(String.valueOf(before), String.valueOf(now))) {
      throw WrongInput.of(
          "{trained} %s was trained otherwise: " + what + " was %s, is now %s",
          folder,
          before,
          now);
    }
  }

  /** Copies a trial's classifier with its JSON. */
  void copy(double prevalence, int number, Path file) throws IOException {
    Path model = TrialFiles.model(folder, prevalence, number);
    Path trial = TrialFiles.folder(folder, prevalence, number);
    if (!RunDirectory.isDone(trial)) {
      throw WrongInput.of(
          "{trained} %s has no classifier of {prevalence} %s, trial %s",
          folder, TrialResult.number(prevalence, "%d"), number);
    }
    Map<String, Object> summary = RunDirectory.read(trial).manifest().summary();
    if (!TrialClassifier.isThat(model, summary.get(TrialClassifier.HASH))) {
      throw WrongInput.of("{trained} %s has changed since it was trained", model);
    }
    Files.createDirectories(file.getParent());
    Files.copy(model, file, StandardCopyOption.REPLACE_EXISTING);
    Path json = ModelDeclaration.fileOf(file);
    Files.copy(ModelDeclaration.fileOf(model), json, StandardCopyOption.REPLACE_EXISTING);
  }
}
