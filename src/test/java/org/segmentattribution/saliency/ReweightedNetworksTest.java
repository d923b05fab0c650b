package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.file.NpyFile;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.check.SelfCheck;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.model.reweight.LinearHead;
import org.segmentattribution.model.reweight.PooledFeatures;

/** A new last layer on networks of all kinds: written, read again, run and explained. */
class ReweightedNetworksTest {
  @TempDir Path folder;

  private static String stem(String model) {
    return model.substring(0, model.indexOf('@'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "onnx/exporters/vit-hf@dynamo.onnx",
        "onnx/exporters/swin-timm@dynamo-n.onnx",
        "onnx/exporters/xcit@script-n.onnx",
        "onnx/blocks/convnext@11.onnx",
        "onnx/blocks/densenet@13.onnx",
        "onnx/blocks/efficientnet@13.onnx",
        "onnx/blocks/keras@nhwc.onnx",
        "onnx/blocks/mobilenet_v3@11.onnx"
      })
  void runsAndIsExplained(String model) throws IOException {
    NpyFile input = NpyFile.read(Fixtures.resource(stem(model) + ".input.npy"));
    int[] shape = input.shape();
    Preprocessing grid = Preprocessing.simple(shape[2], shape[3]);
    try (OnnxNetwork network = Fixtures.network(model, shape[2], shape[3])) {
      for (FeatureSource source : FeatureSource.values()) {
        PooledFeatures features = PooledFeatures.of(network, source);
        float[][] rows = features.of(input.values(), shape[0]);
        LinearHead head = head(network.classes(), features.width());
        Path file = folder.resolve(source + ".onnx");
        List<String> classes =
            IntStream.range(0, network.classes()).mapToObj(c -> "class " + c).toList();
        OnnxWriter.write(features.with(head), new ModelDeclaration(classes, grid), file);
        try (LoadedClassifier read = Classifiers.load(file, "cpu")) {
          float[] logits = logits(read, input.values(), shape);
          float[] expected = logits(head, rows);
          assertArrayEquals(expected, logits, 1e-3f * peak(expected), source.text());
          assertNull(SelfCheck.of(read, input.values(), shape[0]).notChecked(), source.text());
          if (source == FeatureSource.ALL) {
            RelevanceCheck check = RelevanceCheck.run(read, input.values(), shape[0]);
            assertTrue(check.run() >= 14, check.toString());
          }
        }
      }
    }
  }

  private static LinearHead head(int classes, int width) {
    SplittableRandom random = new SplittableRandom(1);
    double[][] weights = new double[classes][width];
    for (double[] row : weights) {
      for (int j = 0; j < width; j++) {
        row[j] = random.nextGaussian() / width;
      }
    }
    return new LinearHead(weights, random.doubles(classes).toArray());
  }

  private static float[] logits(LinearHead head, float[][] rows) {
    float[] logits = new float[rows.length * head.classes()];
    for (int i = 0; i < logits.length; i++) {
      int c = i % head.classes();
      double sum = head.bias()[c];
      float[] row = rows[i / head.classes()];
      for (int j = 0; j < row.length; j++) {
        sum += head.weights()[c][j] * row[j];
      }
      logits[i] = (float) sum;
    }
    return logits;
  }

  private static float[] logits(LoadedClassifier classifier, float[] inputs, int[] shape) {
    try (NDManager scope = classifier.newScope()) {
      var x = scope.create(inputs, new Shape(shape[0], shape[1], shape[2], shape[3]));
      return Gradients.without(() -> classifier.graph().forward(x)).toFloatArray();
    }
  }

  private static float peak(float[] values) {
    float peak = 0;
    for (float value : values) {
      peak = Math.max(peak, Math.abs(value));
    }
    return peak;
  }
}
