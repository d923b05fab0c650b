package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TableRows;
import org.segmentattribution.table.store.RunTables;

class FoundInWordsTest {
  @TempDir Path folder;
  private final List<SegmentAttribution> rows = new ArrayList<>();

  private TableTotals totals() throws IOException {
    SatCsv.write(folder.resolve("sat.csv"), rows);
    try (RunTables tables = RunTables.open(folder, 1)) {
      return TableTotals.of(tables, 0, Set.of());
    }
  }

  private void photographs(String label, int count, int right, double mane) {
    for (int i = 0; i < count; i++) {
      TableRows table = TableRows.of(label + i).of(label, i < right ? label : "cow", label);
      rows.addAll(table.segment("mane", mane).segment("sky", i % 2 == 0 ? 0.25 : -0.25).rows());
    }
  }

  @Test
  void aSentenceAClassThenItsSegments() throws IOException {
    photographs("zebra", 8, 6, 0.75);
    photographs("horse", 4, 4, 0.75);
    TableTotals totals = totals();
    assertEquals(
        List.of(
            "what the model looks at, by lrp-z (%: share of a photograph's attribution, mean over"
                + " those that show the segment):",
            "  For horse there are only 4 photographs: too few to say.",
            "  To call a photograph zebra, cnn looks mostly at the mane; in all 8 photographs that"
                + " speaks for zebra.",
            "    mane: 75.0 %",
            "    sky: 25.0 %, mixed: for the class in 4, against it in 4 of 8 photographs"),
        FoundInWords.lines(totals));
  }

  @Test
  void manyClassesAreOne() throws IOException {
    for (int i = 0; i <= TableTotals.CLASSES; i++) {
      photographs("c" + i, 2, 2, 0.75);
    }
    TableTotals totals = totals();
    assertEquals(
        "  Over all photographs, cnn looks mostly at the mane; in all 26 photographs that speaks for"
            + " the class on the label.",
        FoundInWords.lines(totals).get(1));
  }

  @Test
  void moreThanEightClassesAreCounted() throws IOException {
    for (int i = 0; i < 10; i++) {
      photographs("c" + i, 5, 5, 0.75);
    }
    List<String> lines = FoundInWords.lines(totals());
    assertEquals("  and 2 more classes: the report has them", lines.get(lines.size() - 1));
  }

  @Test
  void aMethodWithoutSignsIsSaidOnce() throws IOException {
    for (int i = 0; i < 6; i++) {
      rows.addAll(TableRows.of("z" + i).segment("mane", 0.75).segment("sky", 0.25).rows());
    }
    List<String> lines = FoundInWords.lines(totals());
    assertTrue(lines.get(0).contains("no value is negative here"), lines.get(0));
    assertEquals("    mane: 75.0 %", lines.get(2));
  }

  @Test
  void nothingIsFoundWithoutTables() throws IOException {
    assertEquals(List.of(), FoundInWords.lines(totals()));
  }
}
