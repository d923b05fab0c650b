package org.segmentattribution.table.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.Position;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.ColumnValues;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TestRow;

/** sat.csv, sat.parquet and aggregate.csv, written and read back. */
class SatFilesTest {
  private static final List<String> NASTY =
      List.of(
          "tv/monitor",
          "a,b",
          "say \"neigh\"",
          "two\nlines",
          "carriage\rreturn\r\n",
          "=1+1",
          "@cmd",
          "-2",
          "+3",
          "'quoted'",
          " padded ",
          "#comment",
          "\\N",
          "NULL",
          "",
          "zèbre 斑马 \ud83e\udd93",
          "tab\there",
          "semi;colon",
          "semi;=1+1",
          "NA",
          "N/A",
          "nan",
          "null",
          "true",
          "001",
          "1e5",
          "-1",
          "'=1+1",
          "''-1",
          "'-1",
          "\uff1dHYPERLINK(1)",
          "\u200b=1",
          " @user (2)_2.png");

  @TempDir Path folder;

  @Test
  void rowsReadBackTheSame() throws IOException {
    Path file = folder.resolve("sat.csv");
    List<SegmentAttribution> rows = rows();
    SatCsv.write(file, rows);
    assertEquals(rows, SatCsv.read(file));
    List<String> lines = Files.readAllLines(file);
    assertEquals(
        "image_id,image,label,predicted,target,confidence,model,method,segment_id,segment,score,"
            + "mask_size,mask_size_unpadded,mask_fraction,position,mean_signed,mean_attribution,"
            + "total_attribution,rank,shift_share,calibrated_rank,explained_class_index,"
            + "explained_confidence,class,correct",
        lines.get(0));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void linesEndInOneCharacter() throws IOException {
    Path file = folder.resolve("sat.csv");
    SegmentAttribution r = row(0, "eye", "zebra", 0.1);
    SatCsv.write(file, List.of(r));
    assertEquals(
        String.join(",", Column.texts())
            + "\ni0,zebra/i0.jpg,zebra,zebra,horse,0.5,cnn,lrp-z,0,eye,1.0,25,1,0.25,top-left,"
            + "-0.1,0.1,-2.5,1.5,,,,,zebra,\n",
        Files.readString(file));
  }

  @Test
  void filesOfEarlierVersionsAreRead() throws IOException {
    Path file = folder.resolve("sat.csv");
    SegmentAttribution r = row(0, "eye", "zebra", 0.1);
    SatCsv.write(file, List.of(r));
    String old =
        Files.readString(file)
            .replace(",explained_class_index,explained_confidence,class,correct", "")
            .replace(",,,zebra,", "");
    Files.writeString(file, old);
    assertEquals(List.of(r), SatCsv.read(file));
    Files.writeString(
        file, old.replace(",shift_share,calibrated_rank", "").replace("1.5,,", "1.5"));
    assertEquals(List.of(r), SatCsv.read(file));
  }

  @Test
  void whatIsKnownOfClassesReadsBackTheSame() throws IOException {
    Path file = folder.resolve("sat.csv");
    List<SegmentAttribution> rows =
        List.of(
            row(134, 0.25, "crane (134)", true),
            row(0, 1, "zebra", false),
            row(null, Double.NaN, "", null));
    SatCsv.write(file, rows);
    assertEquals(rows, SatCsv.read(file));
    assertError(
        file,
        Files.readString(file).replace(",true\n", ",yes\n"),
        "line 2, column correct: 'yes' is not true or false");
  }

  private static SegmentAttribution row(
      Integer index, double confidence, String className, Boolean correct) {
    return values(0, "eye", "zebra", 0.1)
        .with(Column.EXPLAINED_CLASS_INDEX, index)
        .with(Column.EXPLAINED_CONFIDENCE, confidence)
        .with(Column.CLASS, className)
        .with(Column.CORRECT, correct)
        .row();
  }

  @Test
  void readersTakeOtherOrdersMoreColumnsAndForeignLineEnds() throws IOException {
    Path file = folder.resolve("sat.csv");
    SegmentAttribution r = row(0, "eye", "zebra", 0.1);
    SatCsv.write(file, List.of(r));
    List<String> lines = Files.readAllLines(file);
    String reversed =
        lines.stream()
            .map(line -> "free text," + String.join(",", reversed(line.split(",", -1))))
            .collect(Collectors.joining("\r\n", "\uFEFF", "\r\n\r\n"));
    Files.writeString(file, reversed);
    assertEquals(List.of(r), SatCsv.read(file));
  }

  private static List<String> reversed(String[] fields) {
    List<String> reversed = new ArrayList<>(List.of(fields));
    Collections.reverse(reversed);
    return reversed;
  }

  @Test
  void aggregatesAreThoseOfTheRows() throws IOException {
    SatCsv.write(
        folder.resolve("sat.csv"),
        List.of(row(0, NASTY.get(0), "zebra", 0.1), row(0, "eye", "zebra", 1 / 3.0)));
    Path file = folder.resolve("aggregate.csv");
    writeAggregates();
    assertTrue(
        Files.readString(file)
            .startsWith(
                "method,class,segment,images,relative_mean_attribution,absolute_mean_attribution,"
                    + "relative_mean_rank,absolute_mean_rank,tables,rank_low,rank_high,top_share,"));
    List<String> read = new ArrayList<>();
    CsvFile.read(
        file,
        AggregateCsv.COLUMNS,
        row ->
            read.add(
                row.text("segment")
                    + " "
                    + row.integer("images")
                    + " "
                    + row.number("absolute_mean_attribution")
                    + " "
                    + row.number("attribution_median")));
    assertEquals(List.of("eye 1 " + 1 / 3.0 + " " + 1 / 3.0, NASTY.get(0) + " 1 0.1 0.1"), read);
  }

  private void writeAggregates() throws IOException {
    try (RunTables tables = RunTables.open(folder, 1)) {
      AggregateCsv.write(folder.resolve("aggregate.csv"), tables.aggregates());
    }
  }

  @Test
  void noRowsAreNoAggregates() throws IOException {
    SatCsv.write(folder.resolve("sat.csv"), List.of());
    writeAggregates();
    assertEquals(1, Files.readAllLines(folder.resolve("aggregate.csv")).size());
  }

  @Test
  void errorsNameFileLineAndColumn() throws IOException {
    Path file = folder.resolve("sat.csv");
    SatCsv.write(file, List.of(row(0, "two\nlines", "zebra", 1), row(1, "eye", "zebra", 1)));
    String good = Files.readString(file);
    assertError(
        file,
        good.replace("1.5,,,,,zebra,\n", "best,,,,,zebra,\n"),
        "line 2, column rank: 'best' is not a number");
    assertError(
        file,
        good.replace(",1,eye,1.0,25,", ",1,eye,1.0,2.5,"),
        "line 4, column mask_size: '2.5' is not a whole number");
    assertError(
        file,
        good.replace("top-left", "left"),
        "line 2, column position: 'left' is not a position");
    assertError(file, good.replace(",rank,", ",place,"), "line 1: no column 'rank'");
    assertError(file, good.replace(",rank,", ",label,"), "line 1: two columns 'label'");
    assertError(file, good + "i2,more\n", "line 5: 2 fields under 25 column names");
    assertError(file, good + "\"open,", " is not valid CSV: ");
    assertError(file, "", " is empty: ");
    Files.delete(file);
    Exception gone = assertThrows(IOException.class, () -> SatCsv.read(file));
    assertEquals(file + " does not exist", gone.getMessage());
    Files.write(file, new byte[] {'a', (byte) 0xff, '\n'});
    Exception latin = assertThrows(IOException.class, () -> SatCsv.read(file));
    assertEquals(file + " is not UTF-8", latin.getMessage());
  }

  @Test
  void aFailureLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("sat.csv");
    SatCsv.write(file, List.of());
    String before = Files.readString(file);
    Iterable<SegmentAttribution> failing =
        () -> {
          throw new IllegalStateException("no more");
        };
    assertThrows(IllegalStateException.class, () -> SatCsv.write(file, failing));
    assertEquals(before, Files.readString(file));
    assertFalse(Files.exists(folder.resolve("sat.csv.tmp")));
  }

  @Test
  void parquetHoldsTheSameRows() throws IOException, SQLException {
    // a folder that would end a literal or match as a pattern
    Path place = Files.createDirectories(folder.resolve("it's [a] * ?; \"run\" ä"));
    Path csv = place.resolve("sat.csv");
    Path parquet = place.resolve("sat.parquet");
    Files.writeString(parquet, "an older file");
    List<SegmentAttribution> rows = rows();
    SatCsv.write(csv, rows);
    SatParquet.write(csv, parquet);
    try (Stream<Path> left = Files.list(place)) {
      assertEquals(2, left.count());
    }
    assertEquals(SatCsv.read(csv), readParquet(parquet));
  }

  @Test
  void aTableWithoutRowsIsAParquetWithoutRows() throws IOException, SQLException {
    Path csv = folder.resolve("sat.csv");
    Path parquet = folder.resolve("sat.parquet");
    SatCsv.write(csv, List.of());
    SatParquet.write(csv, parquet);
    assertEquals(List.of(), readParquet(parquet));
  }

  @Test
  void aBadCsvLeavesNoParquet() throws IOException {
    Path csv = folder.resolve("sat.csv");
    Path parquet = folder.resolve("sat.parquet");
    Files.writeString(csv, "a,b\n");
    Exception e = assertThrows(IOException.class, () -> SatParquet.write(csv, parquet));
    assertTrue(e.getMessage().contains("no column 'image_id'"), e.getMessage());
    assertFalse(Files.exists(parquet));
  }

  private List<SegmentAttribution> readParquet(Path parquet) throws IOException, SQLException {
    // read_parquet takes patterns, so read a copy with a plain name
    Path plain = Files.copy(parquet, folder.resolve("copy.parquet"));
    List<SegmentAttribution> rows = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet r = statement.executeQuery("FROM read_parquet('" + plain + "')")) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
        columns.add(r.getMetaData().getColumnName(i));
      }
      assertEquals(Column.texts(), columns);
      assertEquals("DOUBLE", r.getMetaData().getColumnTypeName(19));
      assertEquals("INTEGER", r.getMetaData().getColumnTypeName(9));
      while (r.next()) {
        ColumnValues values = new ColumnValues();
        for (Column column : Column.values()) {
          Object value = r.getObject(column.text());
          values.set(
              column,
              column.type() == Column.Type.POSITION ? Position.named((String) value) : value);
        }
        rows.add(values.row());
      }
    }
    return rows;
  }

  private static void assertError(Path file, String text, String expected) throws IOException {
    Files.writeString(file, text);
    Exception e = assertThrows(IOException.class, () -> SatCsv.read(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  private static List<SegmentAttribution> rows() {
    SplittableRandom random = new SplittableRandom(4);
    List<SegmentAttribution> rows = new ArrayList<>();
    for (String name : NASTY) {
      double value = Double.longBitsToDouble(random.nextLong());
      rows.add(row(rows.size(), name, name, Double.isFinite(value) ? value : Math.PI));
    }
    rows.add(row(rows.size(), "eye", "", Double.MIN_VALUE));
    rows.add(row(rows.size(), "eye", "", -0.0));
    rows.add(row(rows.size(), "eye", "", Double.MAX_VALUE));
    rows.add(row(rows.size(), "eye", "", 0.1f));
    rows.add(row(rows.size(), "eye", "", Double.NaN));
    return rows;
  }

  private static SegmentAttribution row(int id, String name, String label, double value) {
    return values(id, name, label, value).row();
  }

  private static TestRow values(int id, String name, String label, double value) {
    TestRow row =
        TestRow.of("i" + id, name)
            .label(label)
            .with(Column.IMAGE, "zebra/i0.jpg")
            .with(Column.TARGET, "horse")
            .with(Column.CONFIDENCE, 0.5)
            .with(Column.SEGMENT_ID, id)
            .with(Column.MASK_SIZE, 25)
            .with(Column.MASK_SIZE_UNPADDED, 1)
            .with(Column.MASK_FRACTION, 0.25)
            .with(Column.MEAN_SIGNED, -value)
            .with(Column.MEAN_ATTRIBUTION, value)
            .with(Column.TOTAL_ATTRIBUTION, -25 * value)
            .rank(1.5);
    return id == 0 ? row : row.calibrated(0.25, 1);
  }
}
