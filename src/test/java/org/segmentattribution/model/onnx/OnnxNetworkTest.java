package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.layer.Dense;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.Scale;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.segmentattribution.model.onnx.write.OnnxWriter;

/** The importer against ONNX Runtime on the same files, and on what the writer makes of them. */
class OnnxNetworkTest {
  private static final int IMAGES = 3;

  @ParameterizedTest
  @CsvSource({
    "saliency/tiny.onnx, 32, 32",
    "onnx/residual.onnx, 12, 12",
    "onnx/pools.onnx, 19, 22",
    "onnx/ceil.onnx, 18, 20",
    "onnx/convolutions.onnx, 12, 12",
    "onnx/shapes.onnx, 12, 12",
    "onnx/exported.onnx, 12, 12",
  })
  void agreesWithOnnxRuntimeBeforeAndAfterWriting(String name, int height, int width)
      throws Exception {
    int size = 3 * height * width;
    float[] input = Fixtures.normal(1, IMAGES * size);
    byte[] file = Files.readAllBytes(Fixtures.resource(name));
    try (OnnxNetwork network = Fixtures.network(name, height, width)) {
      float[] logits = Fixtures.logits(network, input, IMAGES);
      byte[] written = OnnxWriter.bytes(network);
      int classes = network.classes();
      assertEquals(IMAGES * classes, logits.length);
      for (int i = 0; i < IMAGES; i++) {
        float[] image = Arrays.copyOfRange(input, i * size, (i + 1) * size);
        float[] ours = Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
        float[] theirs = OnnxRuntimePeer.run(file, image, 1, 3, height, width);
        assertTrue(
            Fixtures.deviation(theirs, ours) < 1e-5,
            name + ": " + Arrays.toString(theirs) + " " + Arrays.toString(ours));
        float[] again = OnnxRuntimePeer.run(written, image, 1, 3, height, width);
        assertTrue(Fixtures.deviation(again, ours) < 1e-5, name + " written");
      }
      OnnxFile reread = OnnxFile.parse(Path.of("again.onnx"), written);
      try (OnnxNetwork copy = OnnxNetwork.build(reread, height, width, network.device())) {
        assertTrue(Fixtures.deviation(logits, Fixtures.logits(copy, input, IMAGES)) < 1e-6);
      }
    }
  }

  @Test
  void stripsTheSoftmaxAtTheEnd() throws Exception {
    float[] image = Fixtures.normal(2, 3 * 12 * 12);
    byte[] file = Files.readAllBytes(Fixtures.resource("onnx/softmax.onnx"));
    try (OnnxNetwork network = Fixtures.network("onnx/softmax.onnx", 12, 12)) {
      assertEquals(Head.SOFTMAX, network.head());
      float[] logits = Fixtures.logits(network, image, 1);
      assertEquals(4, network.classes());
      float[] probabilities = OnnxRuntimePeer.run(file, image, 1, 3, 12, 12);
      double sum = 0;
      for (float logit : logits) {
        sum += Math.exp(logit);
      }
      for (int k = 0; k < 4; k++) {
        assertEquals(probabilities[k], Math.exp(logits[k]) / sum, 1e-6);
      }
    }
    try (OnnxNetwork network = Fixtures.network("onnx/residual.onnx", 12, 12)) {
      assertNull(network.head());
    }
  }

  @Test
  void foldsBatchNormalisationWhereItCan() {
    try (OnnxNetwork network = Fixtures.network("onnx/residual.onnx", 12, 12)) {
      long scales = network.graph().layers().stream().filter(Scale.class::isInstance).count();
      assertEquals(1, scales, "the one that feeds two layers and follows a ReLU stays");
    }
  }

  @Test
  void foldsItIntoDenseLayersWhoseShapeIsAskedFor() {
    try (OnnxNetwork network = Fixtures.network("onnx/exporters/levit@script.onnx", 32, 32)) {
      List<LayerGraph.Step> steps = network.graph().steps();
      boolean behindDense =
          steps.stream()
              .filter(step -> step.layer().name().contains("bn/BatchNormalization"))
              .map(step -> step.inputs().get(0))
              .anyMatch(from -> steps.get(from - 1).layer() instanceof Dense);
      assertFalse(behindDense, network.graph().layers() + "");
    }
  }

  @Test
  void squeezeNetAgreesWithOnnxRuntime() throws Exception {
    Path file =
        Path.of(System.getProperty("sat.data", "../shared/data"))
            .resolve("models/squeezenet1_1-imagenet.onnx");
    Assumptions.assumeTrue(Files.exists(file), file + " is not there");
    float[] image = Fixtures.normal(3, 3 * 224 * 224);
    for (int i = 0; i < image.length; i++) {
      image[i] *= 60;
    }
    try (LoadedClassifier classifier = Classifiers.load(file, "cpu")) {
      assertEquals("squeezenet1_1-imagenet", classifier.name());
      float[] ours = Fixtures.logits(((OnnxClassifier) classifier).network(), image, 1);
      float[] theirs = OnnxRuntimePeer.run(Files.readAllBytes(file), image, 1, 3, 224, 224);
      assertTrue(Fixtures.deviation(theirs, ours) < 1e-5);
      assertEquals(151, classifier.declaration().classIndex("n02085620"));
    }
  }
}
