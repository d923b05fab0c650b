package org.segmentattribution.model.onnx.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrays of constants: places, parts, broadcasting. */
class ConstantTest {
  /** 0 to 5 as two rows of three. */
  private static final Constant ROWS =
      new Constant(new long[] {2, 3}, new float[] {0, 1, 2, 3, 4, 5}, null);

  private static final Constant WHOLE = Constant.ofIntegers(7, -2, 9);

  @Test
  void sizesAndValues() {
    assertEquals(6, ROWS.size());
    assertEquals(2, ROWS.rank());
    assertEquals(4, ROWS.at(4));
    assertEquals(-2, WHOLE.at(1));
    assertArrayEquals(new long[] {3, 1}, ROWS.strides());
    assertFalse(ROWS.leads());
    assertTrue(ROWS.withDims(1, 6).leads());
    assertFalse(Constant.of(2).leads());
    assertEquals(1, Constant.of(2).size());
    assertArrayEquals(new long[] {2}, Constant.ofFloats(List.of(1f, 2f)).dims());
    assertArrayEquals(new long[] {4, 5}, Constant.ofIntegers(List.of(4L, 5L)).integers());
  }

  @Test
  void partsAlongAnAxis() {
    Constant columns = ROWS.along(1, 2, 0);
    assertArrayEquals(new long[] {2, 2}, columns.dims());
    assertArrayEquals(new float[] {2, 0, 5, 3}, columns.floats());
    assertArrayEquals(new long[] {9, 9, 7}, WHOLE.along(0, 2, 2, 0).integers());
  }

  @Test
  void stepsInAnotherOrderTranspose() {
    long[][] steps = ROWS.steps();
    Constant turned = ROWS.walked(steps[1], steps[0]);
    assertArrayEquals(new long[] {3, 2}, turned.dims());
    assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, turned.floats());
  }

  @Test
  void broadcastRepeatsAxesOfLengthOne() {
    Constant wide = WHOLE.broadcast(2, 3);
    assertArrayEquals(new long[] {7, -2, 9, 7, -2, 9}, wide.integers());
    Constant tall = WHOLE.withDims(3, 1).broadcast(3, 2);
    assertArrayEquals(new long[] {7, 7, -2, -2, 9, 9}, tall.integers());
    assertSame(ROWS, ROWS.broadcast(2, 3));
    assertEquals(0, Constant.of(1).broadcast(0, 4).size());
  }

  @Test
  void oneValueIsSpreadOverAllOutputs() {
    assertSame(ROWS.floats(), ROWS.spread(6));
    assertArrayEquals(new float[] {3, 3, 3, 3}, Constant.of(3).spread(4));
  }

  @Test
  void impossibleShapesAreRefused() {
    assertEquals(0, Constant.count(3, 0, 5));
    assertEquals(1, Constant.count());
    assertThrows(IllegalArgumentException.class, () -> Constant.count(-1));
    assertThrows(IllegalArgumentException.class, () -> Constant.count(1L << 20, 1L << 20));
    assertThrows(IllegalArgumentException.class, () -> Constant.count(Long.MAX_VALUE, 0));
  }
}
