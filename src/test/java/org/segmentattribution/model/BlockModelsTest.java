package org.segmentattribution.model;

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
import org.segmentattribution.image.NpyFile;

/**
 * The blocks of well-known architectures, small, as PyTorch's and Keras's exporters write them
 * (scripts/make-block-models.py): logits against ONNX Runtime, gradients against PyTorch.
 */
class BlockModelsTest {
  private static final Path FOLDER = Fixtures.resource("onnx/blocks");

  static List<String> models() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(".onnx"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithItsPeers(String model) throws Exception {
    String stem = model.substring(0, model.indexOf('@'));
    NpyFile input = NpyFile.read(FOLDER.resolve(stem + ".input.npy"));
    float[] logits = NpyFile.read(FOLDER.resolve(stem + ".logits.npy")).values();
    float[] gradient = NpyFile.read(FOLDER.resolve(stem + ".gradient.npy")).values();
    int[] shape = input.shape();
    int images = shape[0];
    int size = input.values().length / images;
    try (OnnxNetwork network =
            OnnxNetwork.read(FOLDER.resolve(model), shape[2], shape[3], Device.cpu());
        NDManager scope = network.newScope()) {
      float[] all = Fixtures.logits(network, input.values(), images);
      assertClose(logits, all, "logits");
      float[] first = Fixtures.logits(network, Arrays.copyOf(input.values(), size), 1);
      assertClose(Arrays.copyOf(logits, first.length), first, "logits of one image");
      NDArray x = scope.create(input.values(), new Shape(images, shape[1], shape[2], shape[3]));
      x.setRequiresGradient(true);
      Gradients.backward(Gradients.with(() -> network.graph().forward(x).max(new int[] {1})));
      assertClose(gradient, x.getGradient().toFloatArray(), "gradient");
    }
  }

  private static void assertClose(float[] expected, float[] actual, String what) {
    double deviation = Fixtures.deviation(expected, actual);
    assertTrue(deviation <= 1e-4, what + " differ by " + deviation);
  }
}
