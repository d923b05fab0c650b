package org.segmentattribution.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxClassifier;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.OnnxRuntimePeer;
import org.segmentattribution.model.onnx.write.OnnxWriter;

class VitArchitectureTest {
  private static final int SIDE = 16;
  private static final Preprocessing INPUT = Preprocessing.simple(SIDE, SIDE);

  @TempDir Path folder;

  private static OnnxNetwork small(long seed) {
    return new VitArchitecture(4, 12, 2, 3).create(SIDE, SIDE, 2, seed, "cpu");
  }

  /** A bright left half for class 0, a bright upper half for class 1. */
  static List<LabelledImage> halves(int count) {
    List<LabelledImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RgbImage image = RgbImage.black(SIDE, SIDE);
      int bright = 100 + 10 * (i % 16);
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          int value = (i % 2 == 0 ? x : y) < SIDE / 2 ? bright : 255 - bright / 2 & 63;
          image.set(x, y, value, value, value);
        }
      }
      images.add(new LabelledImage(image, i % 2));
    }
    return images;
  }

  private static TrainingResult train(OnnxNetwork network, int epochs) {
    TrainingOptions options =
        new TrainingOptions(
            epochs,
            8,
            new TrainingOptions.Optimiser(1e-2f, 1e-2f, 0.1, 0.1),
            TrainingOptions.Stopping.NEVER,
            1,
            Augmentation.NONE);
    return new Trainer(INPUT, options).train(network, halves(48), (epoch, all) -> {});
  }

  private static List<float[]> values(OnnxNetwork network) {
    return network.parameters().stream().map(NDArray::toFloatArray).toList();
  }

  private static byte[] trained(long seed) {
    try (OnnxNetwork network = small(seed)) {
      train(network, 2);
      return OnnxWriter.bytes(network);
    }
  }

  @Test
  void learnsAndGoesThroughAFileUnchanged() throws Exception {
    Path file = folder.resolve("vit.onnx");
    float[] images = Fixtures.normal(4, 2 * 3 * SIDE * SIDE);
    try (OnnxNetwork network = small(1)) {
      List<TrainingEpoch> epochs = train(network, 12).epochs();
      double last = epochs.get(11).trainingLoss();
      assertTrue(last < 0.7 * epochs.get(0).trainingLoss(), epochs.toString());
      OnnxWriter.write(network, new ModelDeclaration(List.of("a", "b"), INPUT), file);
      float[] logits = Fixtures.logits(network, images, 2);
      byte[] bytes = Files.readAllBytes(file);
      assertTrue(
          Fixtures.deviation(OnnxRuntimePeer.run(bytes, images, 2, 3, SIDE, SIDE), logits) < 1e-5);
      try (LoadedClassifier read = Classifiers.load(file, "cpu")) {
        OnnxNetwork copy = ((OnnxClassifier) read).network();
        assertTrue(Fixtures.deviation(logits, Fixtures.logits(copy, images, 2)) < 1e-5);
        assertArrayEquals(bytes, OnnxWriter.bytes(copy), "a file that is read does not grow");
        List<TrainingEpoch> more = train(copy, 3).epochs();
        assertTrue(more.get(2).trainingLoss() < last + 0.05, last + ", then " + more);
      }
    }
  }

  @Test
  void everyLearnedArrayMovesAndNoOther() {
    try (OnnxNetwork network = small(1)) {
      List<float[]> before = values(network);
      // three convolutions, token, positions, two blocks of six dense layers and two norms, end
      assertEquals(3 * 2 + 1 + 1 + 2 * (6 * 2 + 2 * 2) + 2 + 2, before.size());
      train(network, 1);
      List<float[]> after = values(network);
      for (int i = 0; i < before.size(); i++) {
        assertFalse(Arrays.equals(before.get(i), after.get(i)), "array " + i);
      }
    }
  }

  @Test
  void theSeedDecidesEveryBit() {
    byte[] one = trained(5);
    assertArrayEquals(one, trained(5));
    assertFalse(Arrays.equals(one, trained(6)));
  }

  @Test
  void theLearningRateRisesAndFalls() {
    var optimiser = new TrainingOptions.Optimiser(1, 0, 0.2, 0);
    assertEquals(0.5f, optimiser.rate(0, 10));
    assertEquals(1, optimiser.rate(1, 10));
    assertEquals(1, optimiser.rate(2, 10));
    assertEquals(0.5f, optimiser.rate(6, 10), 1e-6);
    assertEquals(1, new TrainingOptions.Optimiser(1, 0).rate(0, 10));
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    VitArchitecture vit = new VitArchitecture(4, 12, 1, 3);
    String said =
        assertThrows(WrongInput.class, () -> vit.create(18, 18, 2, 1, "cpu")).getMessage();
    assertTrue(said.contains("multiples of 4"), said);
    assertThrows(WrongInput.class, () -> new VitArchitecture(4, 16, 1, 3));
  }
}
