package org.segmentattribution.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.ExplainedImage;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.PadShape;
import org.segmentattribution.api.Position;
import org.segmentattribution.image.ChannelOrder;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.statistics.Ties;

class PreparedSegmentsTest {
  private static final TableOptions DEFAULTS = TableOptions.defaults();

  @Test
  void equalNamesMergeUnderTheFirstId() {
    PreparedSegments prepared =
        prepare(
            DEFAULTS,
            new Segment(0, "Logo", Tables.block(0, 0, 1, 1), 0.2),
            new Segment(1, "left  eye", Tables.block(5, 5, 2, 1), 0.3),
            new Segment(2, " Left eye", Tables.block(6, 5, 2, 1), 0.9));
    assertEquals(2, prepared.items().size());
    PreparedSegments.Item eye = prepared.items().get(1);
    assertEquals(1, eye.id());
    assertEquals("left eye", eye.name());
    assertEquals(0.9, eye.score());
    assertEquals(3, eye.sizeUnpadded());
    assertEquals(7 * 5, eye.size());
  }

  @Test
  void absencesHaveReasons() {
    // 64x32 resized to 48x24 and cropped to 24x24: source columns 16 to 47
    float[] half = {0.5f, 0.5f, 0.5f};
    Preprocessing crop = new Preprocessing(24, 24, 24, 0, 1, half, half, ChannelOrder.RGB);
    List<Mask> masks =
        List.of(
            Mask.empty(64, 32),
            Mask.of(64, 32, (x, y) -> x < 10),
            Mask.of(64, 32, (x, y) -> y == 1 && x > 20),
            Mask.of(64, 32, (x, y) -> x == 30 && y == 18));
    List<String> names = List.of("none", "edge", "thin", "seen");
    List<Segment> segments =
        IntStream.range(0, 4)
            .mapToObj(i -> Segment.place(i, names.get(i), masks.get(i), 1, crop, Grid.SALIENCY))
            .toList();
    PreparedSegments prepared = PreparedSegments.of(24, 24, segments, DEFAULTS);
    assertEquals(
        List.of("none empty", "edge outside", "thin vanished"),
        prepared.skipped().stream().map(s -> s.name() + " " + s.reason().text()).toList());
    assertEquals("seen", prepared.items().get(0).name());
  }

  @Test
  void aMergedAbsenceTellsWhatHadPixels() {
    Mask none = Mask.empty(Tables.WIDTH, Tables.HEIGHT);
    PreparedSegments prepared =
        prepare(
            DEFAULTS,
            new Segment(0, "eye", none, 1),
            new Segment(1, "eye", none, 1, Absence.VANISHED));
    assertEquals(
        List.of(new PreparedSegments.Skipped(0, "eye", Absence.VANISHED)), prepared.skipped());
  }

  @Test
  void disjointSegmentsAreRequiredBeforePadding() {
    TableOptions disjoint =
        new TableOptions(
            Grid.SALIENCY, 2, PadShape.SQUARE, Duplicates.UNION, Ties.AVERAGE, true, false);
    Segment eye = new Segment(0, "eye", Tables.block(0, 0, 3, 3), 1);
    Segment next = new Segment(1, "ear", Tables.block(3, 0, 3, 3), 1);
    Segment over = new Segment(1, "ear", Tables.block(2, 2, 3, 3), 1);
    assertEquals(2, prepare(disjoint, eye, next).items().size());
    Exception e = assertThrows(IllegalArgumentException.class, () -> prepare(disjoint, eye, over));
    assertTrue(e.getMessage().contains("'eye' and 'ear' overlap"), e.getMessage());
  }

  @Test
  void masksMustBeOnTheGrid() {
    Segment other = new Segment(0, "eye", Mask.empty(3, 3), 1);
    assertThrows(IllegalArgumentException.class, () -> prepare(DEFAULTS, other));
    Mask mask = Mask.empty(3, 3);
    assertThrows(IllegalArgumentException.class, () -> new Segment(0, " ", mask, 1));
  }

  @Test
  void valuesThatAreNotFiniteRejectTheImage() {
    PreparedSegments prepared =
        prepare(DEFAULTS, new Segment(0, "eye", Tables.block(0, 0, 1, 1), 1));
    float[] map = new float[Tables.HEIGHT * Tables.WIDTH];
    map[2 * Tables.WIDTH + 5] = Float.NaN;
    Exception nan = assertThrows(IllegalArgumentException.class, () -> table(map, prepared));
    assertEquals("the saliency map holds NaN at x=5, y=2", nan.getMessage());
    map[2 * Tables.WIDTH + 5] = Float.NEGATIVE_INFINITY;
    assertThrows(IllegalArgumentException.class, () -> table(map, prepared));
  }

  @Test
  void aMapOfAnotherSizeIsRefused() {
    PreparedSegments prepared =
        prepare(DEFAULTS, new Segment(0, "eye", Tables.block(0, 0, 1, 1), 1));
    float[] map = new float[4];
    ExplainedImage image = Tables.image("a");
    assertThrows(
        IllegalArgumentException.class,
        () -> SegmentAttributionTable.of(image, "m", map, 2, 2, prepared));
    assertThrows(
        IllegalArgumentException.class,
        () -> SegmentAttributionTable.of(image, "m", map, 2, 3, prepared));
  }

  @Test
  void centroidsOnAThirdBelongToTheHigherCell() {
    // three columns wide per third of nine: the centroid of columns 2 and 3 lies on the line
    Mask line = Mask.of(9, 9, (x, y) -> y == 0 && (x == 2 || x == 3));
    assertEquals(Position.TOP_CENTRE, Position.of(line));
    assertEquals(Position.TOP_LEFT, Position.of(Mask.of(9, 9, (x, y) -> y == 0 && x == 2)));
    assertEquals(Position.BOTTOM_RIGHT, Position.of(Mask.of(9, 9, (x, y) -> y == 8 && x == 8)));
    assertEquals(Position.CENTRE_CENTRE, Position.of(Mask.of(9, 9, (x, y) -> true)));
    Mask pixel = Mask.of(1, 1, (x, y) -> true);
    assertEquals(Position.CENTRE_CENTRE, Position.of(pixel));
  }

  private static PreparedSegments prepare(TableOptions options, Segment... segments) {
    return PreparedSegments.of(Tables.HEIGHT, Tables.WIDTH, List.of(segments), options);
  }

  private static SegmentAttributionTable table(float[] map, PreparedSegments prepared) {
    return SegmentAttributionTable.of(
        Tables.image("a"), "m", map, Tables.HEIGHT, Tables.WIDTH, prepared);
  }
}
