package org.segmentattribution.report.photograph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;

class SmoothOutlineTest {
  @Test
  void aRectangleHasCutCorners() {
    String path = SmoothOutline.path(Mask.of(8, 8, (x, y) -> x < 4 && y < 2));
    assertEquals("M1 0l6 0 1 1 0 2-1 1-6 0-1-1 0-2z", path);
    assertTrue(SmoothOutline.isOne(path));
  }

  @Test
  void aCircleHasFewLines() {
    Mask circle = Mask.of(128, 128, (x, y) -> (x - 64) * (x - 64) + (y - 64) * (y - 64) < 2500);
    String path = SmoothOutline.path(circle);
    assertTrue(path.length() < 300, path);
  }

  @Test
  void holesAreDrawn() {
    Mask ring = Mask.of(9, 9, (x, y) -> x < 3 || x > 5 || y < 3 || y > 5);
    assertEquals(2, SmoothOutline.path(ring).chars().filter(c -> c == 'M').count());
  }

  @Test
  void raggedMasksStayShort() {
    SplittableRandom random = new SplittableRandom(1);
    boolean[] noise = new boolean[128 * 128];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextInt(3) == 0;
    }
    String path = SmoothOutline.path(Mask.of(128, 128, (x, y) -> noise[y * 128 + x]));
    assertTrue(path.length() <= 1200, path.length() + " characters");
    assertTrue(SmoothOutline.isOne(path));
    assertEquals("", SmoothOutline.path(Mask.empty(4, 4)));
  }

  @Test
  void nothingElseIsAnOutline() {
    for (String other :
        new String[] {null, "x", "M1 0", "M1 0l1 1", "M1 0l1 1z\"", "M1 0l1,1z", "M1 0lz", " "}) {
      assertFalse(SmoothOutline.isOne(other), other);
    }
    assertTrue(SmoothOutline.isOne(""));
    assertTrue(SmoothOutline.isOne("M1 0l" + "1 1".repeat(30_000) + "z"));
    assertFalse(SmoothOutline.isOne("M1 0l" + "1 1".repeat(40_000) + "z"));
  }
}
