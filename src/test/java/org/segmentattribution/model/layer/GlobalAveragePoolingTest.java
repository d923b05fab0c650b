package org.segmentattribution.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.engine.TorchEngine;

class GlobalAveragePoolingTest {
  @Test
  void theBackwardPassReadsNothingThatTheGarbageCollectorMayFree() {
    TorchEngine.start();
    float[] expected = new float[2 * 3 * 4];
    Arrays.fill(expected, 1f / 12);
    try (NDManager root = NDManager.newBaseManager("PyTorch")) {
      for (int i = 0; i < 20; i++) {
        try (NDManager scope = root.newSubManager()) {
          NDArray x = scope.ones(new Shape(1, 2, 3, 4));
          x.setRequiresGradient(true);
          NDArray mean =
              Gradients.with(() -> new GlobalAveragePooling("mean").forward(new NDList(x)));
          System.gc();
          List<ByteBuffer> overwritten = overwriteFreedMemory();
          Gradients.backward(mean);
          assertArrayEquals(expected, x.getGradient().toFloatArray(), 1e-7f);
          overwritten.clear();
        }
      }
    }
  }

  private static List<ByteBuffer> overwriteFreedMemory() {
    List<ByteBuffer> buffers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(8);
      buffer.putLong(0x4e6e6b284e6e6b28L);
      buffers.add(buffer);
    }
    return buffers;
  }
}
