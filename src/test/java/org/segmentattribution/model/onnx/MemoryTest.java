package org.segmentattribution.model.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.model.engine.Gradients;

/** Hundreds of batches take no more memory than a few. */
public class MemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Whether {@link #residentMegabytes} can be asked. */
  public static boolean measurable() {
    return Files.exists(STATUS);
  }

  public static long residentMegabytes() throws IOException {
    System.gc();
    String line =
        Files.readAllLines(STATUS).stream().filter(l -> l.startsWith("VmRSS")).findFirst().get();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
  }

  @Test
  void batchesLeaveNothingBehind() throws IOException {
    Assumptions.assumeTrue(measurable(), "resident memory is read from /proc");
    try (OnnxNetwork network = Fixtures.network("onnx/residual.onnx", 12, 12)) {
      float[] input = Fixtures.normal(1, 64 * 3 * 144);
      forwardAndBackward(network, input, 50);
      long before = residentMegabytes();
      forwardAndBackward(network, input, 300);
      long grown = residentMegabytes() - before;
      // one batch's activations are about 9 MB: a leak of 300 would be gigabytes
      assertTrue(grown < 60, "grew by " + grown + " MB");
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
