package org.segmentattribution.model.onnx;

import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.onnx.write.OnnxWriter;

/** Writes the network with random weights that {@code sat rate} uses, for compare-rating.py. */
final class RandomNetworkFile {
  private RandomNetworkFile() {}

  /** Takes MODEL.onnx, the seed, and the file to write. */
  public static void main(String[] args) throws IOException {
    try (OnnxClassifier classifier = (OnnxClassifier) Classifiers.load(Path.of(args[0]), "cpu")) {
      RandomWeights.draw(classifier.network(), Long.parseLong(args[1]));
      OnnxWriter.write(classifier.network(), classifier.declaration(), Path.of(args[2]));
    }
  }
}
