package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.MemoryGrowth;
import org.segmentattribution.model.engine.Gradients;

/** Hundreds of batches take no more memory than a few. */
class MemoryTest {
  @Test
  void batchesLeaveNothingBehind() throws IOException {
    try (OnnxNetwork network = Fixtures.network("onnx/residual.onnx", 12, 12)) {
      float[] input = Fixtures.normal(1, 64 * 3 * 144);
      forwardAndBackward(network, input, 50);
      long grown = MemoryGrowth.ofRounds(() -> forwardAndBackward(network, input, 100));
      // scopes that stay open grow by 65 to 90 MB a round
      assertTrue(grown < 40, "grew by " + grown + " MB");
    }
  }

  private static void forwardAndBackward(OnnxNetwork network, float[] input, int times) {
    for (int i = 0; i < times; i++) {
      try (NDManager scope = network.newScope()) {
        NDArray x = scope.create(input, new Shape(64, 3, 12, 12));
        x.setRequiresGradient(true);
        NDArray sum = Gradients.with(() -> network.graph().forward(x).sum());
        Gradients.backward(sum);
        x.getGradient().toFloatArray();
      }
    }
  }
}
