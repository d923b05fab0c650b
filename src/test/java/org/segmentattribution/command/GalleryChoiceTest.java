package org.segmentattribution.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.analysis.RankInTable;
import org.segmentattribution.analysis.TableScan;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.TestRow;

class GalleryChoiceTest {
  /** A table of segments s0, s1, … with these attributions; ranks follow. */
  static SegmentAttributionTable table(String id, String label, String method, double... values) {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      int k = i;
      long above = IntStream.range(0, values.length).filter(j -> values[j] > values[k]).count();
      rows.add(
          TestRow.of(id, "s" + i)
              .label(label)
              .method(method)
              .with(Column.SEGMENT_ID, i)
              .mean(values[i])
              .rank(above + 1)
              .row());
    }
    return new SegmentAttributionTable(TestRow.image(id, label), method, rows);
  }

  private static List<String> images(List<RankInTable> standings) {
    return standings.stream().map(RankInTable::imageId).toList();
  }

  @Test
  void theEndsAreDisjointAndOrdered() {
    GalleryChoice choice = new GalleryChoice();
    choice.add(table("a", "x", "m", 1, 3));
    choice.add(table("b", "x", "m", 3, 1));
    choice.add(table("c", "x", "m", 9, 1));
    choice.add(table("alone", "x", "m", 5));
    choice.add(table("d", "x", "m", 0, 3));
    choice.add(table("a", "x", "other", 100, 0));
    GalleryChoice.Shelf shelf = choice.shelves().get(0);
    assertEquals("x", shelf.className());
    assertEquals("s0", shelf.segment());
    assertEquals(5, shelf.images());
    // not of the image where it is alone
    assertEquals(6 / 4.0, shelf.meanRank());
    assertEquals(List.of("c", "b", "alone"), images(shelf.most()));
    assertEquals(List.of("d", "a"), images(shelf.least()));
    assertEquals(0.9, shelf.most().get(0).share());
    assertEquals("m", choice.method());
  }

  @Test
  void fewImagesAreChosenOfVeryMany() {
    for (int classes : List.of(1, 2, 6, 12, 40)) {
      SplittableRandom random = new SplittableRandom(classes);
      GalleryChoice choice = new GalleryChoice();
      for (int i = 0; i < 20_000; i++) {
        double[] values = random.doubles(12).toArray();
        choice.add(table("i" + i, "c" + i % classes, "m", values));
      }
      List<GalleryChoice.Shelf> shelves = choice.shelves();
      Set<String> images = new HashSet<>();
      for (GalleryChoice.Shelf shelf : shelves) {
        assertTrue(!shelf.most().isEmpty() && !shelf.least().isEmpty());
        images.addAll(images(shelf.most()));
        images.addAll(images(shelf.least()));
      }
      assertTrue(images.size() <= GalleryChoice.IMAGES, images.size() + " images");
      assertEquals(classes > 12 ? 12 : Math.min(75, classes * 12), shelves.size());
    }
  }

  @Test
  void ofVeryManySegmentsThoseOftenFoundAreShown() {
    GalleryChoice choice = new GalleryChoice();
    for (int i = 1; i <= 200; i++) {
      choice.add(table("i" + i, "x", "m", new SplittableRandom(i).doubles(i).toArray()));
    }
    List<GalleryChoice.Shelf> shelves = choice.shelves();
    assertEquals(GalleryChoice.SHELVES, shelves.size());
    assertTrue(shelves.stream().allMatch(s -> s.className().equals("x") && s.images() > 125));
  }

  @Test
  void tablesAreReadOneAtATime(@TempDir Path folder) throws Exception {
    List<SegmentAttributionTable> tables =
        List.of(
            table("a", "x", "m", 1, 2),
            table("a", "x", "n", 2, 1),
            table("b", "y", "m", 1),
            table("b", "y", "n", 3));
    Path file = folder.resolve("sat.csv");
    SatCsv.write(file, tables.stream().flatMap(t -> t.rows().stream()).toList());
    List<SegmentAttributionTable> read = new ArrayList<>();
    TableScan.read(file, read::add);
    assertEquals(tables, read);
  }

  @Test
  void anImageWithASingleSegmentHasNoRankToAverage() {
    GalleryChoice choice = new GalleryChoice();
    choice.add(table("i1", "zebra", "m", 5));
    choice.add(table("i2", "zebra", "m", 1, 2));
    GalleryChoice.Shelf shelf = choice.shelves().get(0);
    assertEquals(2, shelf.images());
    assertEquals(2, shelf.meanRank());
    GalleryChoice alone = new GalleryChoice();
    alone.add(table("i1", "zebra", "m", 5));
    assertTrue(Double.isNaN(alone.shelves().get(0).meanRank()));
  }
}
