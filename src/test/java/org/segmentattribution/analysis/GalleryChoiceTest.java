package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TestRow;
import org.segmentattribution.table.store.RankedSegment;
import org.segmentattribution.table.store.RunTables;

class GalleryChoiceTest {
  /** A table of segments s0, s1, … with these attributions; ranks follow. */
  private static List<RankedSegment> table(String id, String label, double... values) {
    List<RankedSegment> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      int k = i;
      long above = IntStream.range(0, values.length).filter(j -> values[j] > values[k]).count();
      rows.add(new RankedSegment(id, label, label, "s" + i, above + 1, values[i]));
    }
    return rows;
  }

  private static List<String> images(List<RankInTable> standings) {
    return standings.stream().map(RankInTable::imageId).toList();
  }

  @Test
  void theEndsAreDisjointAndOrdered() {
    GalleryChoice choice = new GalleryChoice("m");
    choice.add(table("a", "x", 1, 3));
    choice.add(table("b", "x", 3, 1));
    choice.add(table("c", "x", 9, 1));
    choice.add(table("alone", "x", 5));
    choice.add(table("d", "x", 0, 3));
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
      GalleryChoice choice = new GalleryChoice("m");
      for (int i = 0; i < 20_000; i++) {
        double[] values = random.doubles(12).toArray();
        choice.add(table("i" + i, "c" + i % classes, values));
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
    GalleryChoice choice = new GalleryChoice("m");
    for (int i = 1; i <= 200; i++) {
      choice.add(table("i" + i, "x", new SplittableRandom(i).doubles(i).toArray()));
    }
    List<GalleryChoice.Shelf> shelves = choice.shelves();
    assertEquals(GalleryChoice.SHELVES, shelves.size());
    assertTrue(shelves.stream().allMatch(s -> s.className().equals("x") && s.images() > 125));
  }

  @Test
  void onlyTablesOfTheFirstMethodOfARunCount(@TempDir Path folder) throws Exception {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (String image : List.of("a", "b")) {
      for (String method : List.of("second", "a first")) {
        boolean counts = method.equals("second");
        rows.add(TestRow.of(image, "s0").method(method).mean(counts ? -3 : 0).rank(1).row());
        rows.add(TestRow.of(image, "s1").method(method).mean(1).rank(2).row());
      }
    }
    Path file = folder.resolve("sat.csv");
    SatCsv.write(file, rows);
    try (RunTables tables = RunTables.open(file, 1)) {
      GalleryChoice choice = GalleryChoice.of(tables);
      assertEquals("second", choice.method());
      GalleryChoice.Shelf shelf = choice.shelves().get(0);
      assertEquals("zebra s0 2", shelf.className() + " " + shelf.segment() + " " + shelf.images());
      assertEquals(List.of("a"), images(shelf.most()));
      assertEquals(List.of("b"), images(shelf.least()));
      assertEquals(0.75, shelf.most().get(0).share());
    }
  }

  @Test
  void aRunWithoutRowsHasNoMethod(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("sat.csv");
    SatCsv.write(file, List.of());
    try (RunTables tables = RunTables.open(file, 1)) {
      assertNull(GalleryChoice.of(tables).method());
    }
  }

  @Test
  void anImageWithASingleSegmentHasNoRankToAverage() {
    GalleryChoice choice = new GalleryChoice("m");
    choice.add(table("i1", "zebra", 5));
    choice.add(table("i2", "zebra", 1, 2));
    GalleryChoice.Shelf shelf = choice.shelves().get(0);
    assertEquals(2, shelf.images());
    assertEquals(2, shelf.meanRank());
    GalleryChoice alone = new GalleryChoice("m");
    alone.add(table("i1", "zebra", 5));
    assertTrue(Double.isNaN(alone.shelves().get(0).meanRank()));
  }
}
