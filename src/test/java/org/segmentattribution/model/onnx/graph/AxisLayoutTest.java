package org.segmentattribution.model.onnx.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

/** The axes of the file in the axes of the layers' arrays. */
class AxisLayoutTest {
  private static final Shape PLANES = new Shape(1, 3, 8, 6);

  @Test
  void theImagesReplaceTheFilesOwnAxis() {
    AxisLayout first = AxisLayout.FIRST;
    assertEquals(PLANES, first.stored(PLANES));
    assertEquals(PLANES, first.shape(new Shape(1, 3, 8, 6)));
    assertEquals(1, first.stored(1));
    assertEquals(3, first.stored(3));
  }

  @Test
  void withoutAnAxisLeftOutTheImagesAreBefore() {
    AxisLayout whole = AxisLayout.FIRST.leaving(-1);
    assertEquals(new Shape(1, 1, 3, 8, 6), whole.stored(PLANES));
    assertEquals(PLANES, whole.shape(new Shape(1, 1, 3, 8, 6)));
    assertEquals(1, whole.stored(0));
    assertEquals(4, whole.stored(3));
  }

  @Test
  void anAxisInTheMiddleMayBeLeftOut() {
    AxisLayout middle = new AxisLayout(1, 0, 1);
    assertEquals(new Shape(1, 4, 5), middle.stored(new Shape(4, 1, 5)));
    assertEquals(new Shape(4, 1, 5), middle.shape(new Shape(1, 4, 5)));
    assertEquals(1, middle.stored(0));
    assertEquals(2, middle.stored(2));
  }

  @Test
  void storedAndShapeAreInverse() {
    for (int left = -1; left < 4; left++) {
      long[] sizes = {2, 3, 4, 5};
      if (left >= 0) {
        sizes[left] = 1;
      }
      AxisLayout layout = new AxisLayout(left, -1, 1);
      assertEquals(new Shape(sizes), layout.shape(layout.stored(new Shape(sizes))));
    }
  }

  @Test
  void axesAreFollowedThroughMoves() {
    assertEquals(new AxisLayout(3, 3, 1), AxisLayout.FIRST.ordered(1, 2, 3, 0));
    assertEquals(new AxisLayout(-1, -1, 1), AxisLayout.FIRST.ordered(1, 2));
    assertEquals(new AxisLayout(2, 2, 1), AxisLayout.FIRST.behind(2));
    assertEquals(new AxisLayout(0, -1, 4), new AxisLayout(-1, -1, 4).behind(1));
  }

  @Test
  void activationsHaveTheShapesOfTheirLayout() {
    Activation value = new Activation(3, PLANES, true, AxisLayout.FIRST);
    assertTrue(value.imagesFirst());
    assertEquals(0, value.images());
    assertEquals(4, value.rank());
    assertEquals(8, value.size(2));
    assertArrayEquals(new long[] {1, 1, 1, 1}, value.ones());
    Activation whole = new Activation(3, PLANES, true, AxisLayout.FIRST.leaving(-1));
    assertFalse(whole.imagesFirst());
    assertArrayEquals(new long[] {1, 1, 1, 1, 1}, whole.ones());
  }
}
