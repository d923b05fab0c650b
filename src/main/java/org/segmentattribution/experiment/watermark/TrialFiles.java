package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.ModelDeclaration;

/** Where a run of the experiment keeps its trials and their classifiers. */
final class TrialFiles {
  /** Key in the summary: SHA-256 of the classifier and its declaration. */
  static final String MODEL = "model";

  private TrialFiles() {}

  /** Returns the trial's run directory inside that of the experiment. */
  static Path folder(Path experiment, double prevalence, int number) {
    return experiment.resolve("runs").resolve(TrialResult.name(prevalence, number));
  }

  /** Returns the file of the trial's classifier. */
  static Path model(Path experiment, double prevalence, int number) {
    return experiment.resolve("models").resolve(TrialResult.name(prevalence, number) + ".onnx");
  }

  /**
   * Returns whether the classifier file is unchanged since training; earlier versions wrote no
   * hash.
   */
  static boolean isThat(Path file, Object hash) throws IOException {
    boolean there = Files.exists(file) && Files.exists(ModelDeclaration.fileOf(file));
    return there && (hash == null || hash.equals(hash(file)));
  }

  static String hash(Path file) throws IOException {
    return new Sha256().add(file).add(ModelDeclaration.fileOf(file)).hex();
  }
}
