package org.segmentattribution.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;

class PlaceboTest {
  private static RemovedRegion region(String name, Mask mask) {
    return new RemovedRegion(name, mask, 0);
  }

  private static final RemovedRegion CORNER =
      region("mark", Mask.of(10, 8, (x, y) -> x < 3 && y < 2));

  @Test
  void aCornerIsComparedWithTheOtherCorners() {
    List<Placebo> placebos = new MirroredPlacebos().of(CORNER, List.of(CORNER), "a");
    assertEquals(List.of(1, 2, 3), placebos.stream().map(Placebo::number).toList());
    assertEquals(Mask.of(10, 8, (x, y) -> x > 6 && y < 2), placebos.get(0).mask());
    assertEquals(Mask.of(10, 8, (x, y) -> x < 3 && y > 5), placebos.get(1).mask());
    assertEquals(Mask.of(10, 8, (x, y) -> x > 6 && y > 5), placebos.get(2).mask());
  }

  @Test
  void aMirroredMaskThatFallsOnItselfIsNone() {
    RemovedRegion left = region("left", Mask.of(10, 8, (x, y) -> x < 3));
    List<Placebo> placebos = new MirroredPlacebos().of(left, List.of(left), "a");
    assertEquals(List.of(1, 3), placebos.stream().map(Placebo::number).toList());
    RemovedRegion half = region("half", Mask.of(10, 8, (x, y) -> y < 5));
    assertTrue(new MirroredPlacebos().of(half, List.of(half), "a").isEmpty());
  }

  @Test
  void movedMasksAvoidSegmentsButTheBackground() {
    RemovedRegion object =
        region("dog", Mask.of(40, 40, (x, y) -> x > 10 && x < 30 && y > 10 && y < 30));
    RemovedRegion ground = region("background", Mask.of(40, 40, (x, y) -> true));
    RemovedRegion mark = region("mark", Mask.of(40, 40, (x, y) -> x < 4 && y < 4));
    List<RemovedRegion> all = List.of(object, ground, mark);
    MovedPlacebos moved = new MovedPlacebos(3, 7);
    List<Placebo> placebos = moved.of(mark, all, "a");
    assertEquals(3, placebos.size());
    for (Placebo placebo : placebos) {
      assertEquals(16, placebo.mask().area());
      assertEquals(0, placebo.onSegments());
    }
    assertEquals(placebos, moved.of(mark, all, "a"));
    assertTrue(!placebos.equals(moved.of(mark, all, "b")), "each image has places of its own");
  }

  @Test
  void whatAPlaceboCoversIsSaid() {
    RemovedRegion other = region("dog", Mask.of(10, 8, (x, y) -> x > 7 && y < 2));
    List<Placebo> placebos = new MirroredPlacebos().of(CORNER, List.of(CORNER, other), "a");
    assertEquals(4 / 6.0, placebos.get(0).onSegments());
    assertEquals(0, placebos.get(0).overlap());
  }
}
