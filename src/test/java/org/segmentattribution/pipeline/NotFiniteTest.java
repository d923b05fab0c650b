package org.segmentattribution.pipeline;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.segmentattribution.saliency.Explanation;

class NotFiniteTest {
  private static final float NONE = Float.NaN;
  private static final float INFINITE = Float.NEGATIVE_INFINITY;

  private static Explanation explanation() {
    float[][] logits = {{1, 2}, {NONE, 1}, {0, 1}, {1, INFINITE}};
    Map<String, float[][]> maps = new LinkedHashMap<>();
    maps.put("gradient", new float[][] {{0, 0}, {1, 1}, {1, 2}, {1, 1}});
    maps.put("lrp-z", new float[][] {{1, -1}, {1, 1}, {1, INFINITE}, {1, 1}});
    return new Explanation(logits, new int[4], maps);
  }

  @Test
  void oneImageAlone() {
    assertDoesNotThrow(() -> NotFinite.refuse(explanation(), 0));
  }

  @Test
  void logitsThatAreNoNumbers() {
    for (int image : new int[] {1, 3}) {
      assertTrue(message(image).startsWith("the model's logits hold NaN or infinity"));
    }
  }

  @Test
  void theMethodIsNamed() {
    assertEquals("the map of lrp-z holds NaN or infinity; leave the method out", message(2));
  }

  private static String message(int image) {
    return assertThrows(
            IllegalArgumentException.class, () -> NotFinite.refuse(explanation(), image))
        .getMessage();
  }
}
