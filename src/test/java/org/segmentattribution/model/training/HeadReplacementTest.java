package org.segmentattribution.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.LayerGraph;
import org.segmentattribution.model.layer.WeightedLayer;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;

class HeadReplacementTest {
  @TempDir Path folder;

  private LoadedClassifier trained() throws IOException {
    Path file = folder.resolve("five.onnx");
    try (OnnxNetwork network = new CnnArchitecture(List.of(4, 8), 2).create(32, 32, 5, 3, "cpu")) {
      OnnxWriter.write(
          network,
          new ModelDeclaration(List.of("a", "b", "c", "d", "e"), Preprocessing.simple(32, 32)),
          file);
    }
    return Classifiers.load(file, "cpu");
  }

  private static float[] logits(OnnxNetwork network) {
    try (NDManager scope = network.newScope()) {
      NDArray x = scope.ones(new Shape(2, 3, 32, 32));
      NDArray logits = Gradients.without(() -> network.graph().forward(x));
      assertEquals(new Shape(2, network.classes()), logits.getShape());
      return logits.toFloatArray();
    }
  }

  @Test
  void keepsAllLayersButTheLast() throws IOException {
    try (LoadedClassifier five = trained();
        OnnxNetwork three = HeadReplacement.of(five, 3, 1, "cpu");
        OnnxNetwork again = HeadReplacement.of(five, 3, 1, "cpu");
        OnnxNetwork other = HeadReplacement.of(five, 3, 2, "cpu")) {
      assertEquals(3, three.classes());
      List<NDArray> before = weights(five.graph());
      List<NDArray> now = weights(three.graph());
      assertEquals(before.size(), now.size());
      IntStream.range(0, before.size() - 2)
          .forEach(i -> assertArrayEquals(before.get(i).toFloatArray(), now.get(i).toFloatArray()));
      assertArrayEquals(logits(three), logits(again));
      assertFalse(Arrays.equals(logits(three), logits(other)));
    }
  }

  @Test
  void aTransformerGetsAnotherHead() throws IOException {
    Path file = folder.resolve("vit.onnx");
    Preprocessing input = Preprocessing.simple(16, 16);
    try (OnnxNetwork network = new VitArchitecture(4, 12, 1, 3).create(16, 16, 5, 3, "cpu")) {
      List<String> five = List.of("a", "b", "c", "d", "e");
      OnnxWriter.write(network, new ModelDeclaration(five, input), file);
    }
    try (LoadedClassifier five = Classifiers.load(file, "cpu");
        OnnxNetwork two = HeadReplacement.of(five, 2, 1, "cpu")) {
      assertEquals(2, two.classes());
      int learned = two.parameters().size();
      float[] token = two.parameters().get(6).toFloatArray();
      List<LabelledImage> images = VitArchitectureTest.halves(48);
      TrainingOptions options =
          new TrainingOptions(
              10,
              8,
              new TrainingOptions.Optimiser(1e-2f, 0, 0.1, 0),
              TrainingOptions.Stopping.NEVER,
              1,
              Augmentation.NONE);
      List<TrainingEpoch> epochs =
          new Trainer(input, options).train(two, images, (epoch, all) -> {}).epochs();
      assertTrue(epochs.get(9).trainingLoss() < 0.7 * epochs.get(0).trainingLoss());
      assertEquals(learned, two.parameters().size());
      assertFalse(Arrays.equals(token, two.parameters().get(6).toFloatArray()));
    }
  }

  private static List<NDArray> weights(LayerGraph graph) {
    return graph.layers().stream()
        .filter(WeightedLayer.class::isInstance)
        .map(WeightedLayer.class::cast)
        .flatMap(layer -> java.util.stream.Stream.of(layer.weight(), layer.bias()))
        .toList();
  }
}
