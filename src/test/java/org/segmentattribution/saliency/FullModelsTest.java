package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
 * Runtime's, gradients beside PyTorch's, and relevance. Runs where {@code -Dsat.models=DIR} names
 * their folder; {@code -Dsat.models.only=TEXT} takes some of them, {@code
 * -Dsat.models.missing=true} those without a result, {@code -Dsat.models.all=true} runs all
 * relevance methods, not only six. Writes NAME@VARIANT.result.tsv beside each file, from which
 * scripts/models-table.py makes the tables of docs/models.md.
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
    boolean missing = Boolean.getBoolean("sat.models.missing");
    List<Path> models = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      files
          .filter(f -> f.getFileName().toString().matches(".*" + only + ".*\\.onnx"))
          .filter(f -> Files.exists(beside(f, ".logits.npy")))
          .filter(f -> !missing || Files.notExists(beside(f, ".result.tsv")))
          .sorted(Comparator.comparingLong(FullModelsTest::size).thenComparing(f -> f))
          .forEach(models::add);
    }
    return models.stream().map(m -> DynamicTest.dynamicTest(m.getFileName() + "", () -> check(m)));
  }

  /** Bytes of a file and its weights: the small ones run first. */
  private static long size(Path model) {
    Path weights = Path.of(model + ".data");
    try {
      return Files.size(model) + (Files.exists(weights) ? Files.size(weights) : 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path beside(Path model, String extension) {
    return Path.of(model.toString().replaceFirst("\\.onnx$", extension));
  }

  private static void check(Path model) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("date\t" + LocalDate.now(ZoneOffset.UTC));
    try {
      compare(model, lines);
    } catch (WrongInput e) {
      lines.add("refused\t" + e.getMessage().replace(model + ": ", ""));
      throw e;
    } finally {
      System.out.println(model.getFileName() + ": " + lines);
      Files.write(beside(model, ".result.tsv"), lines);
    }
  }

  private static void compare(Path model, List<String> lines) throws IOException {
    String stem = model.toString().replaceFirst("@[^@]*\\.onnx$", "");
    NpyFile input = NpyFile.read(Path.of(stem + ".input.npy"));
    float[] logits = NpyFile.read(beside(model, ".logits.npy")).values();
    float[] gradient = NpyFile.read(Path.of(stem + ".gradient.npy")).values();
    int[] shape = input.shape();
    lines.add("opset\t" + OnnxFile.read(model).opset());
    OnnxNetwork network = OnnxNetwork.read(model, shape[2], shape[3], Device.cpu());
    try (LoadedClassifier classifier = Networks.classifier(network, shape[2], shape[3]);
        NDManager scope = network.newScope()) {
      NDArray x = scope.create(input.values(), new Shape(shape[0], shape[1], shape[2], shape[3]));
      x.setRequiresGradient(true);
      NDArray out = Gradients.with(() -> network.graph().forward(x));
      double ofLogits = Fixtures.deviation(logits, out.toFloatArray());
      lines.add("logits\t" + rounded(ofLogits));
      Gradients.backward(Gradients.with(() -> out.max(new int[] {1})));
      float[] ours = x.getGradient().toFloatArray();
      double best = Arrays.stream(perImage(gradient, ours, shape[0])).min().orElseThrow();
      double cosine = cosine(gradient, ours);
      lines.add("gradient\t" + rounded(best));
      lines.add("cosine\t" + String.format(Locale.ROOT, "%.6f", cosine));
      boolean all = Boolean.getBoolean("sat.models.all");
      lines.addAll(FullRelevance.lines(classifier, input.values(), shape[0], all));
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
