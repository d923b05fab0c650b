package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.file.OnnxFile;

/**
 * Architectures at full size, as scripts/make-zoo-models.py makes them: logits beside ONNX
 * Runtime's, gradients beside PyTorch's, and all relevance methods. Runs where {@code
 * -Dsat.models=DIR} names their folder; {@code -Dsat.models.only=TEXT} takes some of them, {@code
 * -Dsat.models.relevance=false} leaves out relevance. Adds a line a file to DIR/results.csv, from
 * which scripts/models-table.py makes the table of docs/models.md.
 */
class FullModelsTest {
  private static final double TOLERANCE = 1e-4;

  @TestFactory
  Stream<DynamicTest> agreesWithOnnxRuntimeAndPyTorch() throws IOException {
    String folder = System.getProperty("sat.models", "");
    if (folder.isEmpty()) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "no models",
              () -> assumeTrue(false, "-Dsat.models=DIR is not given: full-size models not run")));
    }
    String only = System.getProperty("sat.models.only", "");
    List<Path> models = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      files
          .filter(f -> f.getFileName().toString().matches(".*" + only + ".*\\.onnx"))
          .filter(f -> Files.exists(beside(f, ".logits.npy")))
          .sorted()
          .forEach(models::add);
    }
    return models.stream().map(m -> DynamicTest.dynamicTest(m.getFileName() + "", () -> check(m)));
  }

  private static Path beside(Path model, String extension) {
    return Path.of(model.toString().replaceFirst("\\.onnx$", extension));
  }

  private static void check(Path model) throws IOException {
    String name = model.getFileName().toString().replaceFirst("\\.onnx$", "");
    List<String> line = new ArrayList<>(List.of(name));
    try {
      compare(model, line);
    } catch (WrongInput e) {
      line.add(e.getMessage().replace(model + ": ", ""));
      throw e;
    } finally {
      String row = String.join("\t", line) + "\n";
      System.out.print(row);
      Files.writeString(
          model.resolveSibling("results.csv"),
          row,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private static void compare(Path model, List<String> line) throws IOException {
    String stem = model.toString().replaceFirst("@[^@]*\\.onnx$", "");
    NpyFile input = NpyFile.read(Path.of(stem + ".input.npy"));
    float[] logits = NpyFile.read(beside(model, ".logits.npy")).values();
    float[] gradient = NpyFile.read(Path.of(stem + ".gradient.npy")).values();
    int[] shape = input.shape();
    line.add(OnnxFile.read(model).opset() + "");
    OnnxNetwork network = OnnxNetwork.read(model, shape[2], shape[3], Device.cpu());
    try (LoadedClassifier classifier = Networks.classifier(network, shape[2], shape[3]);
        NDManager scope = network.newScope()) {
      NDArray x = scope.create(input.values(), new Shape(shape[0], shape[1], shape[2], shape[3]));
      x.setRequiresGradient(true);
      NDArray out = Gradients.with(() -> network.graph().forward(x));
      double ofLogits = Fixtures.deviation(logits, out.toFloatArray());
      line.add(rounded(ofLogits));
      Gradients.backward(Gradients.with(() -> out.max(new int[] {1})));
      float[] ours = x.getGradient().toFloatArray();
      double best = Arrays.stream(perImage(gradient, ours, shape[0])).min().orElseThrow();
      double cosine = cosine(gradient, ours);
      line.add(rounded(best));
      line.add(String.format(Locale.ROOT, "%.6f", cosine));
      if (Boolean.parseBoolean(System.getProperty("sat.models.relevance", "true"))) {
        line.add(RelevanceCheck.run(classifier, input.values(), shape[0]) + "");
      }
      assertTrue(ofLogits <= TOLERANCE, "logits differ by " + ofLogits);
      assertTrue(cosine >= 0.99, "gradients point elsewhere, cosine " + cosine);
    }
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double ofA = 0;
    double ofB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      ofA += (double) a[i] * a[i];
      ofB += (double) b[i] * b[i];
    }
    return product / Math.sqrt(ofA * ofB);
  }

  /**
   * Deviations of the images. Where rounding turns one ReLU or pooling the other way a patch of the
   * gradient moves, in any two programs; an error would move every image.
   */
  private static double[] perImage(float[] expected, float[] actual, int images) {
    int size = expected.length / images;
    return IntStream.range(0, images)
        .mapToDouble(
            i ->
                Fixtures.deviation(
                    Arrays.copyOfRange(expected, i * size, (i + 1) * size),
                    Arrays.copyOfRange(actual, i * size, (i + 1) * size)))
        .toArray();
  }
}
