package org.segmentattribution.command.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.GridPicture;
import org.segmentattribution.pipeline.ExplainedSample;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.Segment;
import org.segmentattribution.table.TableOptions;
import org.segmentattribution.table.TableRows;

/** Figures of single images, and how images are cut into chunks. */
class OverlaysTest {
  private static final SegmentColours COLOURS = SegmentColours.of(List.of("legs"));

  private static ExplainedSample sample() {
    List<Segment> segments =
        List.of(
            new Segment(0, "mane & tail", Mask.of(8, 6, (x, y) -> x < 3), 1),
            new Segment(1, "legs", Mask.of(8, 6, (x, y) -> x > 4), 1));
    PreparedSegments prepared =
        PreparedSegments.of(6, 8, segments, TableOptions.defaults().withPadding(0));
    float[] map = new float[48];
    for (int i = 0; i < 48; i++) {
      map[i] = i % 8 < 3 ? 1 : -0.25f;
    }
    return new ExplainedSample(
        new PreparedImage(record("a"), new GridPicture(RgbImage.black(8, 6), null), prepared, 8, 6),
        map,
        TableRows.of("a").segment("mane & tail", 1).segment("legs", -0.25).table());
  }

  private static ImageRecord record(String id) {
    return new ImageRecord(id, id + ".png", Path.of(id + ".png"), "", "");
  }

  @Test
  void aFigureNamesItsSegmentsAndTitle() {
    String svg = Overlays.of(sample(), "a<b>.png: zebra", Set.of(), COLOURS).wide();
    assertTrue(svg.contains("a&lt;b&gt;.png: zebra"), "the title is text, not markup");
    assertTrue(svg.contains("mane &amp; tail"));
    assertTrue(svg.contains("legs"));
    assertFalse(svg.contains("a<b>"));
    assertEquals(svg, Overlays.of(sample(), "a<b>.png: zebra", Set.of(), COLOURS).wide());
  }

  @Test
  void aHighlightIsSeen() {
    assertNotEquals(
        Overlays.of(sample(), "a", Set.of(), COLOURS),
        Overlays.of(sample(), "a", Set.of("legs"), COLOURS));
    assertEquals(
        Overlays.of(sample(), "a", Set.of(), COLOURS),
        Overlays.of(sample(), "a", Set.of("grass"), COLOURS));
  }

  @Test
  void chunksAreFullButForTheLast() {
    List<ImageRecord> images = IntStream.range(0, 11).mapToObj(i -> record("i" + i)).toList();
    List<List<ImageRecord>> chunks = ReExplainedImages.chunks(images, 4);
    assertEquals(List.of(4, 4, 3), chunks.stream().map(List::size).toList());
    assertEquals(images, chunks.stream().flatMap(List::stream).toList());
    assertEquals(1, ReExplainedImages.chunks(images, 11).size());
    assertEquals(11, ReExplainedImages.chunks(images, 1).size());
    assertEquals(List.of(), ReExplainedImages.chunks(List.of(), 4));
  }
}
