package org.segmentattribution.examples;

import java.nio.file.Files;
import java.nio.file.Path;

/** Drawn scenes of horses and zebras with their masks, and the classifier that tells them apart. */
final class Data {
  /** This project's folder, wherever the tests are started. */
  private static final Path HERE =
      Files.isDirectory(Path.of("pictures")) ? Path.of("") : Path.of("examples");

  static final Path PICTURES = HERE.resolve("pictures");
  static final Path MASKS = HERE.resolve("masks");
  static final Path MODEL =
      HERE.toAbsolutePath().getParent().resolve("models/scene-classifier/model.onnx");

  private Data() {}
}
