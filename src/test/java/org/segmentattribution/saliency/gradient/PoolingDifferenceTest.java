package org.segmentattribution.saliency.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.layer.Layer;
import org.segmentattribution.model.layer.MaxPooling;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.saliency.NamedMethod;
import org.segmentattribution.saliency.Networks;
import org.segmentattribution.saliency.SaliencyMethods;

/** DeepLIFT at max pooling: bounded multipliers and an exact sum. */
class PoolingDifferenceTest {
  /** Windows that overlap, are padded, dilated or cut by ceil_mode. */
  private static final String MODELS =
      "onnx/pools.onnx onnx/ceil.onnx onnx/blocks/dilated@13.onnx onnx/blocks/inception@11.onnx"
          + " onnx/blocks/densenet@13.onnx onnx/blocks/parts@13.onnx";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void multipliersLieBetweenZeroAndOne(int seed) throws IOException {
    for (String model : MODELS.split(" ")) {
      try (LoadedClassifier classifier = classifier(model);
          NDManager scope = classifier.newScope()) {
        for (Layer layer : classifier.graph().layers()) {
          if (layer instanceof MaxPooling pooling) {
            check(scope, pooling, seed);
          }
        }
      }
    }
  }

  private static void check(NDManager scope, MaxPooling pooling, int seed) {
    Shape shape = new Shape(2, 3, 11, 10);
    int size = Math.toIntExact(shape.size());
    float[] image = Fixtures.normal(seed, size);
    float[] start = Fixtures.normal(seed + 100, size);
    for (int i = 0; i < size; i++) {
      // whole numbers tie, a half of them with the baseline
      image[i] = seed % 2 == 0 ? Math.round(image[i]) : image[i];
      start[i] = seed % 2 == 0 ? Math.round(start[i]) : start[i];
      start[i] = seed == 3 ? 0.25f : start[i];
    }
    NDArray x = scope.create(image, shape);
    NDArray reference = scope.create(start, shape);
    NDArray multipliers = PoolingDifference.multipliers(pooling, x, reference);
    NDArray rise = pooling.forward(new NDList(x)).sub(pooling.forward(new NDList(reference)));
    NDArray way = pooling.windows(x, 0).sub(pooling.windows(reference, 0));
    NDArray given = multipliers.mul(way).sum(new int[] {4});
    for (float multiplier : multipliers.toFloatArray()) {
      assertTrue(multiplier >= 0 && multiplier <= 1, "multiplier " + multiplier);
    }
    float[] expected = rise.toFloatArray();
    float[] actual = given.toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-6, "window " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "onnx/pools.onnx, 5e-6",
    "onnx/ceil.onnx, 5e-6",
    "onnx/blocks/dilated@13.onnx, 5e-6",
    "onnx/blocks/inception@11.onnx, 5e-6",
    "onnx/blocks/densenet@13.onnx, 5e-6",
    "onnx/residual.onnx, 5e-6"
  })
  void theSumIsTheRiseOfTheLogit(String model, double tolerance, @TempDir Path folder)
      throws IOException {
    try (LoadedClassifier classifier = classifier(model)) {
      Shape shape = new Shape(1).addAll(classifier.inputShape());
      int size = Math.toIntExact(shape.size());
      float[] image = Fixtures.normal(11, size);
      float[] start = Fixtures.normal(12, size);
      Path file = folder.resolve("start.npy");
      int[] dims = {
        1,
        Math.toIntExact(shape.get(1)),
        Math.toIntExact(shape.get(2)),
        Math.toIntExact(shape.get(3))
      };
      new NpyFile(dims, start).write(file);
      for (String baseline : List.of("0", "0.7", file.toString())) {
        List<NamedMethod> method =
            SaliencyMethods.select(
                List.of("deep-lift"), List.of("baseline=" + baseline), 1, ChannelReduction.SUM);
        Explainer explainer = new Explainer(classifier, method, ChannelReduction.SUM);
        Explanation e = explainer.explainChannels(image, 1, new int[] {Explainer.PREDICTED});
        float[] from = start.clone();
        if (!baseline.endsWith(".npy")) {
          Arrays.fill(from, Float.parseFloat(baseline));
        }
        int target = e.targets()[0];
        double rise = e.logits()[0][target] - explainer.logits(from, 1)[0][target];
        double sum = 0;
        double magnitude = 0;
        for (float value : e.maps().get("deep-lift")[0]) {
          sum += value;
          magnitude += Math.abs(value);
        }
        assertEquals(rise, sum, tolerance * Math.max(1, magnitude), model + " from " + baseline);
      }
    }
  }

  private static LoadedClassifier classifier(String model) throws IOException {
    int height = model.contains("pools") ? 19 : model.contains("ceil") ? 18 : 12;
    int width = model.contains("pools") ? 22 : model.contains("ceil") ? 20 : 12;
    if (model.contains("@")) {
      String stem = model.substring(0, model.indexOf('@'));
      int[] shape = NpyFile.read(Fixtures.resource(stem + ".input.npy")).shape();
      height = shape[2];
      width = shape[3];
    }
    return Networks.classifier(model, height, width);
  }
}
