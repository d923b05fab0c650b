package org.segmentattribution.model.onnx.constant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.model.onnx.TestNodes.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.segmentattribution.model.onnx.TestGraph;
import org.segmentattribution.model.onnx.TestNodes;
import org.segmentattribution.model.onnx.file.Constant;

/** Parts that Slice and Split take, against Python's own rule for slices. */
class SlicePartsTest {
  private final Constants constants =
      new Constants(TestNodes.file(new TestGraph(13, 0, 3, 4, 4)), name -> false);

  private List<Long> taken(long size, long start, long end, long step) {
    constants.put("starts", Constant.ofIntegers(start));
    constants.put("ends", Constant.ofIntegers(end));
    constants.put("axes", Constant.ofIntegers(0));
    constants.put("steps", Constant.ofIntegers(step));
    SliceParts.Part part =
        SliceParts.of(node("Slice", "x starts ends axes steps"), constants, size).get(0);
    List<Long> taken = new ArrayList<>();
    for (long i = 0; i < part.count(); i++) {
      taken.add(part.start() + i * part.step());
    }
    return taken;
  }

  /** range(*slice(start, end, step).indices(size)), as CPython documents it. */
  private static List<Long> python(long size, long start, long end, long step) {
    long least = step < 0 ? -1 : 0;
    long most = step < 0 ? size - 1 : size;
    long from = Math.max(least, Math.min(most, start < 0 ? start + size : start));
    long to = Math.max(least, Math.min(most, end < 0 ? end + size : end));
    List<Long> taken = new ArrayList<>();
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      taken.add(i);
    }
    return taken;
  }

  @Test
  void anySliceIsPythons() {
    Random random = new Random(4);
    for (int i = 0; i < 2000; i++) {
      long size = 1 + random.nextInt(9);
      long start = random.nextInt(25) - 12;
      long end = random.nextInt(25) - 12;
      long step = random.nextBoolean() ? 1 + random.nextInt(4) : -1 - random.nextInt(4);
      // backwards from before the first value ONNX begins with the first
      if (step < 0 && start < -size) {
        continue;
      }
      assertEquals(
          python(size, start, end, step),
          taken(size, start, end, step),
          size + ": " + start + ":" + end + ":" + step);
    }
  }

  @Test
  void numbersWithoutBounds() {
    assertEquals(List.of(0L, 1L, 2L), taken(3, Long.MIN_VALUE, Long.MAX_VALUE, 1));
    assertEquals(List.of(2L, 1L, 0L), taken(3, -1, Long.MIN_VALUE, -1));
    assertEquals(List.of(1L), taken(3, 1, Long.MAX_VALUE, Long.MAX_VALUE));
    assertEquals(List.of(2L), taken(3, 2, Long.MIN_VALUE, Long.MIN_VALUE));
  }

  @Test
  void aStepOfZeroIsRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> taken(3, 0, 3, 0)).getMessage();
    assertEquals("net.onnx: node 'n' (Slice): steps by 0", message);
  }

  @Test
  void splitsWithoutLengthsAreEvenButForTheLast() {
    assertArrayEquals(
        new long[] {3, 3, 1}, SliceParts.lengths(node("Split", "x", "a b c"), constants, 7));
    constants.put("lengths", Constant.ofIntegers(2, 5));
    assertArrayEquals(
        new long[] {2, 5}, SliceParts.lengths(node("Split", "x lengths", "a b"), constants, 7));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> SliceParts.lengths(node("Split", "x lengths", "a"), constants, 7))
            .getMessage();
    assertTrue(message.contains("splits into 2 parts, but has 1 outputs"), message);
  }
}
