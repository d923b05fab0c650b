package org.segmentattribution.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.RandomClassifier;

/** Networks by name or file. */
final class Networks {
  private static final List<String> OWN = List.of("vgg16", "squeezenet", "tiny");

  private Networks() {}

  /**
   * An opened network.
   *
   * @param name in the tables
   * @param source what {@link #open(String)} takes
   * @param folder of an exported file; null where there is none
   */
  record Opened(String name, String source, LoadedClassifier classifier, Path folder)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      classifier.close();
      if (folder != null) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

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

  /** Opens a network; one that this program has not is exported from torchvision before. */
  static Opened open(String network, String python, Path script) throws IOException {
    if (isFile(network)) {
      return new Opened(Path.of(network).getFileName().toString(), network, open(network), null);
    }
    if (OWN.contains(network) || !Files.isReadable(script)) {
      return new Opened(network, network, open(network), null);
    }
    Path folder = Files.createTempDirectory("sat-bench");
    String file = folder.resolve(network + ".onnx").toString();
    Process export =
        new ProcessBuilder(python, script.toString(), "export", network, file)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (export.waitFor() != 0) {
        throw new IllegalArgumentException(
            "network '" + network + "': not of " + OWN + ", and " + python + " cannot export it");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return new Opened(network, file, open(file), folder);
  }

  static boolean isFile(String network) {
    return network.endsWith(".onnx");
  }
}
