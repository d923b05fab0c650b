package org.segmentattribution.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.model.engine.TorchEngine;

class ChannelReductionTest {
  /** Two pixels with the channels (1, -3, 2) and (-2, 2, -4). */
  @ParameterizedTest
  @CsvSource({
    "sum, 0, -4",
    "mean, 0, -1.3333334",
    "sum-abs, 6, 8",
    "abs-sum, 0, 4",
    "abs-max, -3, -4",
    "l2, 3.7416575, 4.8989797",
  })
  void reducesAPixel(String name, float first, float second) {
    try (NDManager scope = TorchEngine.start().newBaseManager()) {
      float[] values = {1, -2, -3, 2, 2, -4};
      float[] reduced =
          ChannelReduction.named(name)
              .apply(scope.create(values, new Shape(1, 3, 1, 2)))
              .toFloatArray();
      assertArrayEquals(new float[] {first, second}, reduced, 1e-6f);
    }
  }

  @Test
  void unknownNamesAreRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ChannelReduction.named("max"))
            .getMessage();
    assertEquals(
        "channels 'max' is not known; known: sum, mean, sum-abs, abs-sum, abs-max, l2", message);
  }
}
