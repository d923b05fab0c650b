package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.model.Classifiers;

class RandomWeightsTest {
  private static List<float[]> weights(OnnxNetwork network) {
    return network.parameters().stream().map(NDArray::toFloatArray).toList();
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }

  @Test
  void everyArrayKeepsMeanAndDeviationAndAnotherCopyIsNotTouched() throws IOException {
    try (OnnxClassifier other = open();
        OnnxClassifier drawn = open();
        OnnxClassifier again = open()) {
      RandomWeights.draw(drawn.network(), 1);
      RandomWeights.draw(again.network(), 1);
      List<float[]> before = weights(other.network());
      List<float[]> after = weights(drawn.network());
      List<float[]> same = weights(again.network());
      for (int k = 0; k < before.size(); k++) {
        double spread = deviation(before.get(k));
        double error = 5 * spread / Math.sqrt(before.get(k).length) + 1e-6;
        assertEquals(mean(before.get(k)), mean(after.get(k)), error);
        assertEquals(spread, deviation(after.get(k)), error);
        assertTrue(spread == 0 || !Arrays.equals(before.get(k), after.get(k)));
        assertTrue(Arrays.equals(after.get(k), same.get(k)), "one seed, the same draws");
      }
    }
  }

  private static OnnxClassifier open() throws IOException {
    return (OnnxClassifier) Classifiers.load(TestCalls.MODEL, "cpu");
  }
}
