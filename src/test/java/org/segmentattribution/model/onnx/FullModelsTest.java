package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.engine.Gradients;

/**
 * Well-known architectures at full size, as scripts/make-full-models.py makes them: logits and
 * gradients against PyTorch's. Runs where {@code -Dsat.models=DIR} names their folder.
 */
class FullModelsTest {
  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() throws IOException {
    String folder = System.getProperty("sat.models", "");
    if (folder.isEmpty()) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "no models",
              () -> assumeTrue(false, "-Dsat.models=DIR is not given: full-size models not run")));
    }
    List<Path> models = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      files.filter(f -> f.toString().endsWith(".onnx")).sorted().forEach(models::add);
    }
    return models.stream().map(m -> DynamicTest.dynamicTest(m.getFileName() + "", () -> check(m)));
  }

  private static void check(Path model) throws IOException {
    String stem = model.toString().replaceFirst("(@[^@]*)?\\.onnx$", "");
    NpyFile input = NpyFile.read(Path.of(stem + ".input.npy"));
    float[] logits = NpyFile.read(Path.of(stem + ".logits.npy")).values();
    float[] gradient = NpyFile.read(Path.of(stem + ".gradient.npy")).values();
    int[] shape = input.shape();
    try (OnnxNetwork network = OnnxNetwork.read(model, shape[2], shape[3], Device.cpu());
        NDManager scope = network.newScope()) {
      NDArray x = scope.create(input.values(), new Shape(shape[0], shape[1], shape[2], shape[3]));
      x.setRequiresGradient(true);
      NDArray out = Gradients.with(() -> network.graph().forward(x));
      double ofLogits = Fixtures.deviation(logits, out.toFloatArray());
      Gradients.backward(Gradients.with(() -> out.max(new int[] {1})));
      double[] ofGradients = perImage(gradient, x.getGradient().toFloatArray(), shape[0]);
      String refused =
          network.graph().layers().stream()
              .filter(layer -> !layer.gradientIsProportional())
              .findFirst()
              .map(layer -> layer.operator() + " " + layer.name())
              .orElse("none");
      System.out.printf(
          "%s: logits %.1e, gradient of the best image %.1e, of the median %.1e, no rule for: %s%n",
          model.getFileName(), ofLogits, ofGradients[0], ofGradients[shape[0] / 2], refused);
      assertTrue(ofLogits <= 1e-4, "logits differ by " + ofLogits);
      double cosine = cosine(gradient, x.getGradient().toFloatArray());
      System.out.printf("%s: cosine of the gradients %.6f%n", model.getFileName(), cosine);
      assertTrue(cosine >= 0.99, "gradients point elsewhere, cosine " + cosine);
    }
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
   * Deviations of the images, smallest first. Where rounding turns one ReLU or pooling the other
   * way a patch of the gradient moves, in any two programs; an error would move every image.
   */
  private static double[] perImage(float[] expected, float[] actual, int images) {
    int size = expected.length / images;
    return IntStream.range(0, images)
        .mapToDouble(
            i ->
                Fixtures.deviation(
                    Arrays.copyOfRange(expected, i * size, (i + 1) * size),
                    Arrays.copyOfRange(actual, i * size, (i + 1) * size)))
        .sorted()
        .toArray();
  }
}
