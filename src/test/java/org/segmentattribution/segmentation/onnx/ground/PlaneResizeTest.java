package org.segmentattribution.segmentation.onnx.ground;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;

class PlaneResizeTest {
  /** torch.nn.functional.interpolate of [[0, 1, 4], [2, 3, 9]] to 4 x 5, bilinear. */
  @Test
  void agreesWithTorch() {
    float[] plane = {0, 1, 4, 2, 3, 9};
    float[] torch = {
      0.0f, 0.4f, 1.0f, 2.8f, 4.0f,
      0.5f, 0.9f, 1.5f, 3.75f, 5.25f,
      1.5f, 1.9f, 2.5f, 5.65f, 7.75f,
      2.0f, 2.4f, 3.0f, 6.6f, 9.0f
    };
    assertArrayEquals(torch, PlaneResize.of(3, 2, 5, 4).plane(plane, 0), 1e-5f);
  }

  /** Rows and columns that are left out have nothing above the threshold. */
  @Test
  void thresholdingIsResizingThenComparing() {
    SplittableRandom random = new SplittableRandom(5);
    for (int k = 0; k < 300; k++) {
      int w = 1 + random.nextInt(20);
      int h = 1 + random.nextInt(20);
      int width = 1 + random.nextInt(90);
      int height = 1 + random.nextInt(90);
      float[] plane = new float[w * h + 3];
      for (int i = 0; i < plane.length; i++) {
        plane[i] = random.nextInt(8) == 0 ? (float) random.nextDouble() : -1;
      }
      double[] part = {w / 4, h / 4, w - w / 4, h - h / 4};
      PlaneResize resize = PlaneResize.ofPart(w, h, part, width, height);
      float[] values = resize.plane(plane, 3);
      Mask expected = Mask.of(width, height, (x, y) -> values[y * width + x] > 0.1f);
      assertEquals(expected, resize.above(plane, 3, 0.1f));
    }
  }
}
