package org.segmentattribution.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.Position;
import org.segmentattribution.api.SegmentAttribution;

/** Columns and rows are two views of the same values. */
class ColumnTest {
  private static Object random(Column column, SplittableRandom random) {
    return switch (column.type()) {
      case TEXT -> column.text() + random.nextInt();
      case POSITION -> Position.values()[random.nextInt(9)];
      case INTEGER -> random.nextInt(1000);
      case NUMBER -> random.nextInt(5) == 0 ? Double.NaN : random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
    };
  }

  @Property(tries = 100)
  void aRowHasInEachColumnWhatItWasMadeOf(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ColumnValues values = new ColumnValues();
    Object[] set = new Object[Column.values().length];
    for (Column column : Column.values()) {
      set[column.ordinal()] = random(column, random);
      values.set(column, set[column.ordinal()]);
    }
    SegmentAttribution row = values.row();
    for (Column column : Column.values()) {
      assertEquals(set[column.ordinal()], column.of(row), column.text());
    }
  }

  @Test
  void namesAreThoseThatOtherProgramsRead() {
    assertEquals(
        List.of(
            "image_id",
            "image",
            "label",
            "predicted",
            "target",
            "confidence",
            "model",
            "method",
            "segment_id",
            "segment",
            "score",
            "mask_size",
            "mask_size_unpadded",
            "mask_fraction",
            "position",
            "mean_signed",
            "mean_attribution",
            "total_attribution",
            "rank"),
        Column.texts().subList(0, 19));
    assertEquals(SatCsv.REQUIRED, Column.texts().subList(0, 19));
    assertEquals(Column.values().length, new HashSet<>(Column.texts()).size());
    assertEquals(Optional.of(Column.CLASS), Column.named("class"));
    assertEquals(Optional.empty(), Column.named("CLASS"));
  }

  /** One line of Markdown in a table: no line ends, and links that are whole. */
  @Test
  void everyColumnIsDescribedInOneLine() {
    for (Column column : Column.values()) {
      String text = column.documentation();
      assertTrue(text.length() > 5 && text.lines().count() == 1, column.text());
      assertEquals(0, text.chars().filter(c -> c == '`').count() % 2, column.text());
    }
  }

  @Test
  void whatIsOptionalMayBeMissing() {
    SegmentAttribution row = TestRow.of("a", "eye").label("horse").row();
    assertEquals(-1, row.reading().explainedIndex());
    assertEquals(null, Column.EXPLAINED_CLASS_INDEX.of(row));
    assertEquals(null, Column.CORRECT.of(row));
    assertEquals("horse", Column.CLASS.of(row));
    assertEquals(Double.NaN, Column.SHIFT_SHARE.of(row));
    TestRow without = TestRow.of("a", "eye").with(Column.METHOD, null);
    Exception e = assertThrows(NullPointerException.class, without::row);
    assertEquals("no value of column 'method'", e.getMessage());
  }
}
