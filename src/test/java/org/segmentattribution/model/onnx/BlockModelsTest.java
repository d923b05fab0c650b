package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.onnx.check.SelfCheck;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.write.OnnxWriter;

/**
 * The blocks of well-known classifiers, as several exporters write them (see
 * scripts/make-block-models.py): logits and gradients against PyTorch's, logits against ONNX
 * Runtime's, for one image and for three.
 */
class BlockModelsTest {
  private static final double TOLERANCE = 1e-4;

  static List<String> models() throws IOException {
    try (Stream<Path> files = Files.list(Fixtures.resource("onnx/blocks"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".onnx"))
          .sorted()
          .toList();
    }
  }

  private static NpyFile array(String model, String what) throws IOException {
    String network = model.substring(0, model.indexOf('@'));
    return NpyFile.read(Fixtures.resource("onnx/blocks/" + network + "." + what + ".npy"));
  }

  private static OnnxNetwork network(String model) throws IOException {
    int[] shape = array(model, "input").shape();
    return Fixtures.network("onnx/blocks/" + model, shape[2], shape[3]);
  }

  private static void assertClose(String what, float[] expected, float[] actual) {
    double deviation = Fixtures.deviation(expected, actual);
    assertTrue(deviation <= TOLERANCE, what + ": " + deviation);
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithPyTorch(String model) throws IOException {
    float[] input = array(model, "input").values();
    float[] logits = array(model, "logits").values();
    float[] gradient = array(model, "gradient").values();
    try (OnnxNetwork network = network(model)) {
      for (int images : new int[] {1, 3}) {
        float[][] ours = logitsAndGradient(network, first(images, input), images);
        assertAll(
            model + " with " + images + " images",
            () -> assertClose("logits", first(images, logits), ours[0]),
            () -> assertClose("gradient", first(images, gradient), ours[1]));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void provesItself(String model) throws IOException {
    float[] input = array(model, "input").values();
    try (OnnxNetwork network = network(model)) {
      ModelDeclaration declaration = ModelDeclaration.numbered(network.classes());
      SelfCheck check =
          SelfCheck.of(new OnnxClassifier(model, "0", declaration, network), input, 3);
      assertTrue(
          check.images() == 3 && check.largestDifference() < 1e-4 * check.peak(), check.line());
    }
  }

  /** The part of an array of three images that belongs to the first ones. */
  private static float[] first(int images, float[] values) {
    return Arrays.copyOf(values, values.length / 3 * images);
  }

  private static float[][] logitsAndGradient(OnnxNetwork network, float[] input, int images) {
    try (NDManager scope = network.newScope()) {
      NDArray x = scope.create(input, new Shape(images).addAll(network.input()));
      x.setRequiresGradient(true);
      NDArray logits = Gradients.with(() -> network.graph().forward(x));
      NDArray largest = Gradients.with(() -> logits.max(new int[] {1}));
      Gradients.backward(largest);
      return new float[][] {logits.toFloatArray(), x.getGradient().toFloatArray()};
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithOnnxRuntimeBeforeAndAfterWriting(String model) throws Exception {
    NpyFile input = array(model, "input");
    long[] shape = Arrays.stream(input.shape()).asLongStream().toArray();
    byte[] file = Files.readAllBytes(Fixtures.resource("onnx/blocks/" + model));
    try (OnnxNetwork network = network(model)) {
      float[] ours = Fixtures.logits(network, input.values(), 3);
      byte[] written = OnnxWriter.bytes(network);
      assertClose("written", ours, OnnxRuntimePeer.run(written, input.values(), shape));
      OnnxFile reread = OnnxFile.parse(Path.of("again.onnx"), written);
      try (OnnxNetwork copy =
          OnnxNetwork.build(reread, (int) shape[2], (int) shape[3], Device.cpu())) {
        assertClose("read again", ours, Fixtures.logits(copy, input.values(), 3));
      }
      assertEquals(model.startsWith("keras"), network.head() == Head.SOFTMAX);
      if (network.head() == null) {
        boolean one = model.endsWith("-one.onnx");
        shape[0] = one ? 1 : 3;
        float[] images = one ? first(1, input.values()) : input.values();
        float[] theirs = OnnxRuntimePeer.run(file, images, shape);
        assertClose("ONNX Runtime", theirs, one ? first(1, ours) : ours);
      }
    }
  }
}
