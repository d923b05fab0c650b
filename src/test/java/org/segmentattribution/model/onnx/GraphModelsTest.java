package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.LayerRule;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.write.OnnxWriter;

/**
 * Networks whose graphs are hard to read (see scripts/make-graph-models.py) and networks as today's
 * exporters write them (scripts/make-exporter-models.py), with any number of images, one or two:
 * logits and gradients against PyTorch's in float64, image by image.
 */
class GraphModelsTest {
  private static final double TOLERANCE = 2e-5;
  private static final int IMAGES = 3;

  static List<String> models() throws IOException {
    List<String> all = new ArrayList<>();
    for (String folder : List.of("graphs", "exporters")) {
      try (Stream<Path> files = Files.list(Fixtures.resource("onnx/" + folder))) {
        files
            .map(f -> folder + "/" + f.getFileName())
            .filter(f -> f.endsWith(".onnx"))
            .sorted()
            .forEach(all::add);
      }
    }
    return all;
  }

  /** How many images a file takes, of those that there are. */
  private static int taken(String model) {
    boolean one = model.startsWith("exporters/") && !model.contains("-n");
    return one || model.contains("-one") ? 1 : model.contains("-two") ? 2 : IMAGES;
  }

  private static NpyFile array(String model, String what) throws IOException {
    String network = model.substring(0, model.indexOf('@'));
    return NpyFile.read(Fixtures.resource("onnx/" + network + "." + what + ".npy"));
  }

  private static OnnxNetwork network(String model) throws IOException {
    int[] shape = array(model, "input").shape();
    return Fixtures.network("onnx/" + model, shape[2], shape[3]);
  }

  private static void assertClose(String what, float[] expected, float[] actual) {
    double deviation = Fixtures.deviation(expected, actual);
    assertTrue(deviation <= TOLERANCE, what + ": " + deviation);
  }

  private static float[] part(float[] values, int from, int to) {
    int each = values.length / IMAGES;
    return Arrays.copyOfRange(values, from * each, to * each);
  }

  private static float[][] run(OnnxNetwork network, float[] input, int images) {
    try (NDManager scope = network.newScope()) {
      NDArray x = scope.create(input, new Shape(images).addAll(network.input()));
      x.setRequiresGradient(true);
      NDArray logits = Gradients.with(() -> network.graph().forward(x));
      Gradients.backward(Gradients.with(() -> logits.max(new int[] {1})));
      return new float[][] {logits.toFloatArray(), x.getGradient().toFloatArray()};
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithPyTorchAloneAndInABatch(String model) throws IOException {
    float[] input = array(model, "input").values();
    float[] logits = array(model, "logits").values();
    float[] gradient = array(model, "gradient").values();
    try (OnnxNetwork network = network(model)) {
      for (int from = 0; from < IMAGES; from++) {
        float[][] alone = run(network, part(input, from, from + 1), 1);
        assertClose("logits of image " + from, part(logits, from, from + 1), alone[0]);
        assertClose("gradient of image " + from, part(gradient, from, from + 1), alone[1]);
      }
      float[][] together = run(network, input, IMAGES);
      assertClose("logits", logits, together[0]);
      assertClose("gradient", gradient, together[1]);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithOnnxRuntimeBeforeAndAfterWriting(String model) throws Exception {
    NpyFile input = array(model, "input");
    long[] shape = Arrays.stream(input.shape()).asLongStream().toArray();
    try (OnnxNetwork network = network(model)) {
      float[] ours = Fixtures.logits(network, input.values(), IMAGES);
      byte[] written = OnnxWriter.bytes(network);
      assertClose("written", ours, OnnxRuntimePeer.run(written, input.values(), shape));
      OnnxFile reread = OnnxFile.parse(Path.of("again.onnx"), written);
      try (OnnxNetwork copy =
          OnnxNetwork.build(reread, (int) shape[2], (int) shape[3], Device.cpu())) {
        assertClose("read again", ours, Fixtures.logits(copy, input.values(), IMAGES));
      }
      int images = taken(model);
      shape[0] = images;
      byte[] file = Files.readAllBytes(Fixtures.resource("onnx/" + model));
      float[] theirs = OnnxRuntimePeer.run(file, part(input.values(), 0, images), shape);
      assertClose("ONNX Runtime", theirs, part(ours, 0, images));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void shapesAreWhatTheLayersGive(String model) throws IOException {
    NpyFile input = array(model, "input");
    try (OnnxNetwork network = network(model);
        NDManager scope = network.newScope()) {
      NDArray x = scope.create(input.values(), new Shape(IMAGES).addAll(network.input()));
      List<String> wrong = new ArrayList<>();
      LayerRule compared =
          (layer, inputs) -> {
            NDArray out = layer.forward(inputs);
            List<Shape> shapes = inputs.stream().map(NDArray::getShape).toList();
            if (!out.getShape().equals(layer.shape(shapes))) {
              wrong.add(layer + ": " + layer.shape(shapes) + " instead of " + out.getShape());
            }
            return out;
          };
      NDArray logits = Gradients.without(() -> network.graph().forward(x, compared));
      assertEquals(List.of(), wrong);
      assertArrayEquals(new long[] {IMAGES, 5}, new NDList(logits).head().getShape().getShape());
    }
  }
}
