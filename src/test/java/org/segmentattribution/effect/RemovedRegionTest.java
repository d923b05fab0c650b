package org.segmentattribution.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.Segment;
import org.segmentattribution.table.TableOptions;

class RemovedRegionTest {
  private static final Mask SKY = Mask.of(8, 8, (x, y) -> y < 4);
  private static final Mask MARK = Mask.of(8, 8, (x, y) -> x < 2 && y < 2);

  private static List<RemovedRegion> regions(boolean nested, Mask... masks) {
    List<Segment> segments = new java.util.ArrayList<>();
    for (int i = 0; i < masks.length; i++) {
      segments.add(new Segment(i, List.of("sky", "watermark").get(i), masks[i], 1));
    }
    TableOptions options = TableOptions.defaults().withPadding(0);
    return RemovedRegion.of(PreparedSegments.of(8, 8, segments, options), nested);
  }

  @Test
  void aSegmentDoesNotInheritASmallerOne() {
    List<RemovedRegion> regions = regions(false, SKY, MARK);
    assertEquals(28, regions.get(0).mask().area());
    assertEquals(4 / 32.0, regions.get(0).leftOut());
    assertEquals(MARK, regions.get(1).mask());
    assertEquals(0, regions.get(1).leftOut());
  }

  @Test
  void nestedSegmentsCanBeKept() {
    assertEquals(SKY, regions(true, SKY, MARK).get(0).mask());
  }

  @Test
  void equalSegmentsStayWholeAndCoveredOnesAreLeftOut() {
    assertEquals(2, regions(false, SKY, SKY).size());
    Mask frame = Mask.of(8, 8, (x, y) -> true);
    Mask most = Mask.of(8, 8, (x, y) -> x + y > 0);
    List<RemovedRegion> regions = regions(false, frame, most);
    assertEquals(1, regions.get(0).mask().area());
    assertTrue(regions.get(1).isOverHalf());
    assertFalse(regions.get(0).isOverHalf());
  }

  @Test
  void noPlaceboMeasuresItsOwnRegion() {
    Mask small = Mask.of(32, 32, (x, y) -> x < 6 && y < 6);
    Mask large = Mask.of(32, 32, (x, y) -> x > 1 && y > 9 && y < 25);
    List<RemovedRegion> regions =
        List.of(new RemovedRegion("small", small, 0), new RemovedRegion("large", large, 0));
    List<Placebo> placebos = new MovedPlacebos(3, 1).of(regions.get(0), regions, "image");
    assertEquals(3, placebos.size());
    for (Placebo placebo : placebos) {
      assertEquals(36, placebo.mask().area());
      assertTrue(placebo.overlap() <= 0.1, placebo.overlap() + "");
    }
    assertEquals(List.of(), new MovedPlacebos(3, 1).of(regions.get(1), regions, "image"));
  }
}
