package org.segmentattribution.model.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever PyTorch convolves with on this processor, it must agree with itself in float64. */
class ConvolutionCheckTest {
  @Test
  void theEngineInUsePasses() {
    try (NDManager manager = TorchEngine.start().newBaseManager()) {
      assertTrue(ConvolutionCheck.passes(manager));
    }
    assertTrue(
        List.of(TorchBackends.ONEDNN, TorchBackends.OWN)
            .contains(TorchEngine.report().convolutions()));
  }

  @Test
  void convolutionsOfAnyShapeComeOutRight() {
    Random random = new Random(1);
    int[] kernels = {1, 2, 3, 3, 5, 7, 11};
    for (int i = 0; i < 300; i++) {
      int kernel = kernels[random.nextInt(kernels.length)];
      int groups = random.nextInt(4) == 0 ? 1 + random.nextInt(8) : 1;
      int limit = groups == 1 ? 40 : 4;
      var layout =
          new ConvolutionCheck.Layout(
              1 + random.nextInt(18),
              groups * (1 + random.nextInt(limit)),
              kernel + random.nextInt(24),
              groups * (1 + random.nextInt(limit)),
              kernel,
              1 + random.nextInt(4),
              groups);
      try (NDManager scope = TorchEngine.start().newBaseManager()) {
        assertTrue(ConvolutionCheck.agrees(scope, layout), layout.toString());
      }
    }
  }

  @Test
  void wrongAndUnwrittenValuesAreSeen() {
    try (NDManager scope = TorchEngine.start().newBaseManager()) {
      NDArray exact = scope.create(new double[] {1, -2}, new Shape(2));
      assertTrue(ConvolutionCheck.close(scope.create(new float[] {1, -2.0001f}), exact));
      assertFalse(ConvolutionCheck.close(scope.create(new float[] {1, -2.001f}), exact));
      assertFalse(ConvolutionCheck.close(scope.create(new float[] {Float.NaN, -2}), exact));
    }
  }
}
