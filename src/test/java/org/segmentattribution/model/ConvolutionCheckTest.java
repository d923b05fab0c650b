package org.segmentattribution.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever PyTorch convolves with on this processor, it must agree with itself in float64. */
class ConvolutionCheckTest {
  @Test
  void layersOfAnyShapeComeOutRight() {
    Random random = new Random(1);
    int[] kernels = {1, 2, 3, 3, 5, 7, 11};
    for (int i = 0; i < 300; i++) {
      int kernel = kernels[random.nextInt(kernels.length)];
      int groups = random.nextInt(4) == 0 ? 1 + random.nextInt(8) : 1;
      int limit = groups == 1 || random.nextBoolean() ? 40 : 4;
      check(
          ConvolutionCheck.Layout.square(
              1 + random.nextInt(18),
              groups * (1 + random.nextInt(limit)),
              kernel + random.nextInt(24),
              groups * (1 + random.nextInt(limit)),
              kernel,
              1 + random.nextInt(4),
              groups));
    }
  }

  private static void check(ConvolutionCheck.Layout layout) {
    try (NDManager scope = TorchEngine.start().newBaseManager()) {
      NDArray input = scope.randomUniform(-1, 1, layout.input());
      NDArray weight = scope.randomUniform(-1, 1, layout.weight());
      List<NDArray> exact =
          layout.pass(input.toType(DataType.FLOAT64, true), weight.toType(DataType.FLOAT64, true));
      List<NDArray> ours = pass(layout, input, weight);
      for (int i = 0; i < 3; i++) {
        assertTrue(ConvolutionCheck.close(ours.get(i), exact.get(i)), layout + ", " + i);
      }
    }
  }

  /** As {@link ConvolutionCheck.Layout#pass}, by the layer. */
  private static List<NDArray> pass(ConvolutionCheck.Layout layout, NDArray input, NDArray weight) {
    Shape pads = layout.padding();
    long top = pads.get(0);
    Window window =
        new Window(
            layout.weight().slice(2),
            layout.stride(),
            layout.dilation(),
            new Shape(top, top, top, top));
    NDArray bias = input.getManager().zeros(new Shape(weight.size(0)));
    Convolution layer = new Convolution("layer", weight, bias, window, layout.groups());
    input.setRequiresGradient(true);
    weight.setRequiresGradient(true);
    NDArray output = Gradients.with(() -> layer.forward(input, weight, bias));
    assertTrue(output.getDataType() == DataType.FLOAT32);
    Gradients.backward(output, ConvolutionCheck.waves(input.getManager(), output.getShape()));
    return List.of(output.stopGradient(), input.getGradient(), weight.getGradient());
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

  @Test
  void withoutOneDnnEverythingComesOutRight() {
    try (NDManager scope = TorchEngine.start().newBaseManager()) {
      boolean before = TorchBackends.trusted();
      TorchBackends.requireTrusted(scope);
      assertTrue(TorchBackends.trusted());
      assertTrue(before || TorchBackends.inUse().startsWith("PyTorch's own"));
      assertTrue(ConvolutionCheck.passes(scope));
    }
  }
}
