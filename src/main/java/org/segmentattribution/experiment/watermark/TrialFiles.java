package org.segmentattribution.experiment.watermark;

import java.nio.file.Path;

/** Where a run of the experiment keeps its trials and their classifiers. */
final class TrialFiles {
  private TrialFiles() {}

  /** Returns the trial's run directory inside that of the experiment. */
  static Path folder(Path experiment, double prevalence, int number) {
    return experiment.resolve("runs").resolve(TrialResult.name(prevalence, number));
  }

  /** Returns the file of the trial's classifier. */
  static Path model(Path experiment, double prevalence, int number) {
    return experiment.resolve("models").resolve(TrialResult.name(prevalence, number) + ".onnx");
  }
}
