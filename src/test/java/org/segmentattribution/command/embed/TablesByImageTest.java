package org.segmentattribution.command.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.ExplainedTables;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.explain.OpenedExplainer;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.saliency.Explanation;
import org.segmentattribution.table.Absence;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.TableRows;

class TablesByImageTest {
  private static final Explanation NOTHING = new Explanation(new float[0][], new int[0], Map.of());
  private static final List<ImageRecord> IMAGES =
      List.of(record("a"), record("b"), record("c"), record("d"));

  private static ImageRecord record(String id) {
    return new ImageRecord(id, id + ".png", Path.of(id + ".png"), "", "");
  }

  private static SegmentAttributionTable table(String id, String target, String method) {
    return TableRows.of(id).of("zebra", "zebra", target).method(method).segment("mane", 1).table();
  }

  private static PreparedImage prepared(String id) {
    PreparedSegments segments =
        new PreparedSegments(
            2,
            2,
            null,
            List.of(),
            List.of(new PreparedSegments.Skipped(0, "eyes", Absence.OUTSIDE)),
            null);
    return new PreparedImage(record(id), null, segments, 2, 2);
  }

  /** Tables come in any order, and of an image for several classes. */
  @Test
  void eachImageGetsWhatWasMadeOfIt() {
    OpenedExplainer.Batch batch =
        new OpenedExplainer.Batch(
            List.of(new Failure("b.png", "decode", "no picture")),
            new Tabulator.Result(
                List.of(prepared("c"), prepared("a"), prepared("a")),
                NOTHING,
                List.of(
                    table("c", "zebra", "lrp-z"),
                    table("a", "zebra", "lrp-z"),
                    table("a", "zebra", "gradient"),
                    table("a", "horse", "lrp-z")),
                List.of(new Failure("c.png", "explain", "no number"))));
    List<ExplainedTables> all = new TablesByImage(IMAGES).of(batch);
    assertEquals(IMAGES, all.stream().map(ExplainedTables::image).toList());
    ExplainedTables a = all.get(0);
    assertEquals(3, a.rows().size());
    assertEquals(2, a.rows("lrp-z").size());
    assertEquals(1, a.rows("gradient").size());
    assertEquals(List.of(), a.rows("lrp-e"));
    assertEquals(2, a.explained().size(), "zebra once, although by two methods");
    assertEquals(List.of("eyes: outside"), a.notes(), "once, although for two classes");
    assertFalse(a.failed());
    ExplainedTables b = all.get(1);
    assertTrue(b.failed());
    assertEquals(List.of(), b.rows());
    assertEquals(
        "b.png: no picture", assertThrows(IllegalStateException.class, b::predicted).getMessage());
    assertTrue(all.get(2).failed(), "one of its tables could not be made");
    assertEquals("zebra", all.get(2).predicted());
    assertEquals(0.9, all.get(2).confidence());
    assertEquals(
        "d.png: it was not explained",
        assertThrows(IllegalStateException.class, () -> all.get(3).confidence()).getMessage());
  }

  @Test
  void whereNoImageCanBeReadAllFail() {
    List<Failure> unread =
        IMAGES.stream().map(image -> new Failure(image.path(), "decode", "no picture")).toList();
    List<ExplainedTables> all =
        new TablesByImage(IMAGES).of(new OpenedExplainer.Batch(unread, null));
    assertTrue(all.stream().allMatch(ExplainedTables::failed));
  }

  @Test
  void twoImagesOfOneIdAreRefused() {
    List<ImageRecord> twins =
        List.of(record("a"), new ImageRecord("a", "other.png", Path.of("o"), "", ""));
    assertEquals(
        "two images have the id 'a'",
        assertThrows(WrongInput.class, () -> new TablesByImage(twins)).getMessage());
  }
}
