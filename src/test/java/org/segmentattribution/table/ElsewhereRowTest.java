package org.segmentattribution.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.Position;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.image.Cropping;
import org.segmentattribution.image.Preprocessing;

/** What lies outside every segment has a row that changes no other. */
class ElsewhereRowTest {
  private static final TableOptions ON = TableOptions.defaults().withPadding(1).withElsewhere(true);

  private static PreparedSegments prepare(TableOptions options, Segment... segments) {
    return PreparedSegments.of(Tables.HEIGHT, Tables.WIDTH, List.of(segments), options);
  }

  @Test
  void itIsThePictureWithoutAllPaddedMasks() {
    Segment left = new Segment(0, "left", Tables.block(0, 0, 4, 9), 1);
    Segment inside = new Segment(1, "inside", Tables.block(1, 1, 2, 2), 1);
    PreparedSegments.Item rest = prepare(ON, left, inside).elsewhere();
    assertEquals(2, rest.id());
    assertEquals(9 * 8, rest.size());
    assertEquals(9 * 9, rest.sizeUnpadded());
    assertEquals(Position.CENTRE_CENTRE, rest.position());
    assertEquals(2, prepare(ON, left, inside).items().size());
    assertNull(prepare(ON.withElsewhere(false), left).elsewhere());
  }

  @Test
  void withoutAPixelOutsideThereIsNoRow() {
    Segment most = new Segment(0, "most", Tables.block(0, 0, 12, 9), 1);
    assertNull(prepare(ON, most).elsewhere());
    assertEquals(9, prepare(ON.withPadding(0), most).elsewhere().size());
  }

  @Test
  void aPictureWithoutSegmentsIsAllElsewhere() {
    Segment none = new Segment(0, "none", Mask.empty(Tables.WIDTH, Tables.HEIGHT), 1);
    assertEquals(Tables.WIDTH * Tables.HEIGHT, prepare(ON, none).elsewhere().size());
  }

  /** A picture of 20x10 in the middle rows of a grid of 8x8: four rows show it. */
  @Test
  void whatIsAddedToThePictureIsNotElsewhere() {
    Preprocessing simple = Preprocessing.simple(8, 8);
    Preprocessing border =
        new Preprocessing(
            8,
            8,
            new Cropping(8, 8, Cropping.Mode.BORDER, false),
            simple.scaling(),
            simple.resizing(),
            null);
    Mask picture = border.picture(20, 10);
    assertEquals(32, picture.area());
    assertEquals(border.toGrid(Mask.of(20, 10, (x, y) -> true)), picture);
    assertEquals(64, simple.picture(20, 10).area());
    PreparedSegments prepared =
        PreparedSegments.of(
            picture, List.of(new Segment(0, "top", Mask.of(8, 8, (x, y) -> y < 4), 1)), ON);
    assertEquals(8, prepared.elsewhere().size());
    assertEquals(16, prepared.elsewhere().sizeUnpadded());
  }

  /** A mask of this name that nobody asked for would be two things under one name. */
  @Test
  void aMaskOfItsNameHasNoRowBesideIt() {
    Segment own = new Segment(0, "Elsewhere", Tables.block(0, 0, 2, 2), 1);
    PreparedSegments prepared = prepare(ON, own);
    assertEquals(
        List.of(new PreparedSegments.Skipped(0, "elsewhere", Absence.RESERVED)),
        prepared.skipped());
    assertEquals(Tables.WIDTH * Tables.HEIGHT, prepared.elsewhere().size());
    assertEquals("elsewhere", prepare(ON.withElsewhere(false), own).items().get(0).name());
  }

  @Test
  void theOtherRowsAreTheSameBits() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 20; i++) {
      float[] map = Tables.map(random);
      List<Segment> segments = Tables.segments(random, false);
      List<SegmentAttribution> without = table(map, segments, ON.withElsewhere(false));
      List<SegmentAttribution> with = table(map, segments, ON);
      assertEquals(without, with.subList(0, without.size()));
      SegmentAttribution last = with.get(with.size() - 1);
      assertEquals(without.size() + 1, with.size());
      assertTrue(last.isElsewhere());
      assertFalse(with.get(0).isElsewhere() && without.size() > 0);
      double sum = 0;
      Mask outside = PreparedSegments.of(9, 13, segments, ON).elsewhere().padded();
      for (int p = 0; p < map.length; p++) {
        sum += outside.contains(p % 13, p / 13) ? map[p] : 0;
      }
      assertEquals(sum, last.scores().totalAttribution(), 1e-9);
      assertEquals(sum / outside.area(), last.meanSigned(), 1e-9);
      assertTrue(Double.isNaN(last.rank()) && Double.isNaN(last.scores().calibratedRank()));
      assertTrue(last.shiftShare() >= 0 && last.shiftShare() <= 1);
    }
  }

  private static List<SegmentAttribution> table(
      float[] map, List<Segment> segments, TableOptions options) {
    return SegmentAttributionTable.of(
            Tables.image("i"), "m", map, 9, 13, PreparedSegments.of(9, 13, segments, options))
        .rows();
  }
}
