package org.segmentattribution.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.RandomClassifier;

/** Networks by name or file. */
final class Networks {
  private Networks() {}

  /** PyTorch's threads within one operation; before the first network is opened. */
  static void threads(int threads) {
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
  }

  /** A file that ends in {@code .onnx}, else an architecture with random weights. */
  static LoadedClassifier open(String network) throws IOException {
    return isFile(network)
        ? Classifiers.load(Path.of(network), "cpu")
        : RandomClassifier.named(network);
  }

  static boolean isFile(String network) {
    return network.endsWith(".onnx");
  }
}
