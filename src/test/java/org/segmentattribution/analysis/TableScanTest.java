package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.TableRows;

class TableScanTest {
  @TempDir Path folder;

  private static TableRows two(String image) {
    return TableRows.of(image).segment("mane", 0.5).segment("sky", 0.25);
  }

  private List<SegmentAttributionTable> scan(TableRows... tables) throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    Stream.of(tables).forEach(t -> rows.addAll(t.rows()));
    Path file = folder.resolve("sat.csv");
    SatCsv.write(file, rows);
    List<SegmentAttributionTable> seen = new ArrayList<>();
    TableScan.read(file, seen::add);
    return seen;
  }

  @Test
  void tablesComeWholeAndInOrder() throws IOException {
    List<SegmentAttributionTable> tables = List.of(two("b").table(), two("a").table());
    assertEquals(tables, scan(two("b"), two("a")));
  }

  /** Whatever tells one table from the next ends it: model, method, explained class, image. */
  @Test
  void eachPartOfTheKeyEndsATable() throws IOException {
    List<SegmentAttributionTable> tables =
        scan(
            two("a"),
            two("a").method("gradient"),
            two("a").method("gradient").of("zebra", "zebra", "horse"),
            two("a").method("gradient").of("zebra", "zebra", "horse").model("vgg"),
            two("b").method("gradient").of("zebra", "zebra", "horse").model("vgg"));
    assertEquals(5, tables.size());
    assertTrue(tables.stream().allMatch(t -> t.rows().size() == 2));
    assertEquals("gradient", tables.get(1).method());
    assertEquals("horse", tables.get(2).image().target());
    assertEquals("vgg", tables.get(3).image().model());
    assertEquals("b", tables.get(4).image().imageId());
  }

  /** The scan sees one table at a time; rows of an image that are apart are two tables. */
  @Test
  void rowsThatAreApartAreNotJoined() throws IOException {
    List<String> images =
        scan(two("a"), two("b"), two("a")).stream().map(t -> t.image().imageId()).toList();
    assertEquals(List.of("a", "b", "a"), images);
  }

  @Test
  void aTableIsPassedOnBeforeTheNextIsRead() throws IOException {
    Path file = folder.resolve("sat.csv");
    SatCsv.write(file, two("a").rows());
    Files.writeString(file, Files.readString(file) + two("b").rows().get(0).imageId() + ",broken");
    List<SegmentAttributionTable> seen = new ArrayList<>();
    IOException e = assertThrows(IOException.class, () -> TableScan.read(file, seen::add));
    assertTrue(e.getMessage().startsWith(file + ", line 4"), e.getMessage());
  }

  @Test
  void aHeadAloneHasNoTable() throws IOException {
    assertEquals(List.of(), scan());
  }
}
