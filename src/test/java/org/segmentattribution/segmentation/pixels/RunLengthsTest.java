package org.segmentattribution.segmentation.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;

class RunLengthsTest {
  private static final Mask MIDDLE = Mask.of(3, 2, (x, y) -> x == 1);

  private static String refusal(Runnable decoding) {
    String message = assertThrows(IllegalArgumentException.class, decoding::run).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void workedExamples() {
    assertEquals(MIDDLE, RunLengths.coco("222", 3, 2));
    assertEquals(MIDDLE, RunLengths.coco(new long[] {2, 2, 2}, 3, 2));
    assertEquals("222", RunLengths.coco(MIDDLE));
    assertEquals(MIDDLE, RunLengths.dds("1120", 3, 2));
    assertEquals("1120", RunLengths.dds(MIDDLE));
  }

  /** Columns of a 3x2 mask that begin with foreground. */
  @Test
  void aFirstRunOfNothing() {
    Mask left = Mask.of(3, 2, (x, y) -> x == 0);
    assertEquals("024", RunLengths.coco(left));
    assertEquals(left, RunLengths.coco("024", 3, 2));
  }

  @Test
  void randomMasksComeBack() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1000; i++) {
      double share = random.nextDouble();
      Mask mask =
          Mask.of(
              1 + random.nextInt(90),
              1 + random.nextInt(90),
              (x, y) -> random.nextDouble() < share * share);
      assertEquals(mask, RunLengths.coco(RunLengths.coco(mask), mask.width(), mask.height()));
      assertEquals(mask, RunLengths.dds(RunLengths.dds(mask), mask.width(), mask.height()));
    }
  }

  @Test
  void whatIsWrong() {
    assertTrue(refusal(() -> RunLengths.coco("22", 3, 2)).contains("4 pixels for a mask of 3x2"));
    assertTrue(refusal(() -> RunLengths.coco("2222", 3, 2)).contains("run 3"));
    assertTrue(refusal(() -> RunLengths.coco("/22", 3, 2)).contains("character 47"));
    assertTrue(refusal(() -> RunLengths.coco("22P", 3, 2)).contains("does not end"));
    assertTrue(refusal(() -> RunLengths.coco("oooooooooooooooooo0", 3, 2)).contains("not end"));
    assertTrue(refusal(() -> RunLengths.coco("O22", 3, 2)).contains("length -1"));
    assertTrue(refusal(() -> RunLengths.dds("7", 3, 2)).contains("length 7"));
    long[] overflow = {Long.MAX_VALUE, Long.MAX_VALUE, 8};
    assertTrue(refusal(() -> RunLengths.coco(overflow, 3, 2)).contains("run 0"));
  }
}
