package org.segmentattribution.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.training.CnnArchitecture;

/** A small network with random weights for drawn scenes of 48 pixels. */
final class SceneModel {
  private SceneModel() {}

  /** Writes one that knows horses and zebras; returns the file. */
  static Path write(Path file) throws IOException {
    return write(
        file, new ModelDeclaration(List.of("horse", "zebra"), Preprocessing.simple(48, 48)));
  }

  /** Writes one for these classes; returns the file. */
  static Path write(Path file, ModelDeclaration declaration) throws IOException {
    int classes = declaration.classes().size();
    try (OnnxNetwork network =
        new CnnArchitecture(List.of(4, 8), 2).create(48, 48, classes, 1, "cpu")) {
      OnnxWriter.write(network, declaration, file);
    }
    return file;
  }
}
