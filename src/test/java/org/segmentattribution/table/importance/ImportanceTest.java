package org.segmentattribution.table.importance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.Aggregation;
import org.segmentattribution.table.AggregationOptions;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.SegmentAttributionTable;
import org.segmentattribution.table.TestRow;
import org.segmentattribution.table.store.GroupedTables;
import org.segmentattribution.table.store.Grouping;
import org.segmentattribution.table.store.TableStore;

/** Compares with {@code importance.json}, which scripts/make-importance-fixtures.py made. */
class ImportanceTest {
  private static final double NAN = Double.NaN;

  @TempDir Path folder;

  private static JsonNode cases() throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(Path.of("src/test/resources/importance.json")))
        .get("cases");
  }

  private static double[] numbers(JsonNode row) {
    double[] numbers = new double[row.size()];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = row.get(k).isNull() ? NAN : row.get(k).asDouble();
    }
    return numbers;
  }

  private static double[][] matrix(JsonNode rows) {
    double[][] matrix = new double[rows.size()][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = numbers(rows.get(i));
    }
    return matrix;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static WholeTables tables(JsonNode of) {
    return new WholeTables(
        texts(of.get("names")),
        texts(of.get("classes")),
        matrix(of.get("attributions")),
        matrix(of.get("ranks")));
  }

  @Test
  void theNumbersAreThoseOfAnotherProgram() throws IOException {
    for (JsonNode of : cases()) {
      for (Importance value : Importance.values()) {
        of.get("expected")
            .get(value.text())
            .properties()
            .forEach(
                expected ->
                    assertArrayEquals(
                        numbers(expected.getValue()),
                        value.of(tables(of), expected.getKey().equals("relative")),
                        1e-12,
                        value + " " + expected.getKey()));
      }
    }
  }

  private static List<SegmentAttribution> rows(WholeTables tables) {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < tables.classes().size(); i++) {
      for (int k = 0; k < tables.names().size(); k++) {
        double attribution = tables.attributions()[i][k];
        if (!Double.isNaN(attribution)) {
          double rank = tables.ranks()[i][k];
          rows.add(
              TestRow.of("i%02d".formatted(i), tables.names().get(k))
                  .label(tables.classes().get(i))
                  .with(Column.SEGMENT_ID, k)
                  .mean(k % 2 == 0 ? attribution : -attribution)
                  .rank(Double.isNaN(rank) ? 1 : rank)
                  .row());
        }
      }
    }
    return rows;
  }

  @Test
  void bothWaysOfAggregationAgree() throws IOException {
    int number = 0;
    for (JsonNode of : cases()) {
      List<SegmentAttribution> rows = rows(tables(of));
      Path csv = folder.resolve("sat" + number++ + ".csv");
      SatCsv.write(csv, rows);
      Aggregation inMemory = new Aggregation();
      SegmentAttributionTable.group(rows).forEach(inMemory::add);
      try (TableStore store = TableStore.open(List.of(csv))) {
        GroupedTables grouped =
            GroupedTables.of(
                store, Grouping.by(List.of("method", "segment")), List.of(), "", List.of());
        WholeTables whole = grouped.whole(List.of("lrp-z"), false);
        for (Importance value : Importance.values()) {
          for (boolean relative : new boolean[] {true, false}) {
            Map<String, Double> found = value.byName(whole, relative);
            assertEquals(
                found,
                inMemory.importance(value, AggregationOptions.defaults(1), relative),
                value.text());
            JsonNode expected =
                of.get("expected").get(value.text()).get(relative ? "relative" : "absolute");
            if (expected != null) {
              assertArrayEquals(
                  numbers(expected),
                  found.values().stream().mapToDouble(Double::doubleValue).toArray(),
                  1e-12);
            }
          }
        }
      }
    }
  }

  @Test
  void whatNothingIsKnownOfHasNoNumber() {
    WholeTables tables =
        new WholeTables(
            List.of("never", "once"),
            List.of("a", "b"),
            new double[][] {{NAN, 0}, {NAN, 2}},
            new double[][] {{NAN, NAN}, {NAN, NAN}});
    assertArrayEquals(new double[] {NAN, 1}, Importance.MEDIAN.of(tables, true));
    assertArrayEquals(new double[] {0, 1}, Importance.MEDIAN.of(tables, false));
    assertArrayEquals(new double[] {NAN, 2}, Importance.AVERAGE.of(tables, true));
    assertArrayEquals(new double[] {0, Math.sqrt(2)}, Importance.LIME.of(tables, true));
    assertArrayEquals(new double[] {NAN, Math.sqrt(2)}, Importance.HOMOGENEITY.of(tables, true));
    assertArrayEquals(new double[] {NAN, NAN}, Importance.BORDA.of(tables, false));
    assertArrayEquals(new double[] {NAN, NAN}, Importance.KEMENY.of(tables, true));
  }

  /** Of equally good orders, that of the names: so the order of the tables does not matter. */
  @Test
  void tiesGoByName() {
    double[][] circle = {{1, 2, 3}, {2, 3, 1}, {3, 1, 2}};
    double[][] turned = {{3, 1, 2}, {1, 2, 3}, {2, 3, 1}};
    for (double[][] ranks : List.of(circle, turned)) {
      WholeTables tables =
          new WholeTables(List.of("a", "b", "c"), List.of("", "", ""), ranks, ranks);
      assertArrayEquals(new double[] {1, 2, 3}, Importance.KEMENY.of(tables, true));
      assertArrayEquals(new double[] {0.5, 0.5, 0.5}, Importance.BORDA.of(tables, true));
    }
    assertEquals("exact", solver(12));
    assertEquals("schulze", solver(13));
    assertTrue(Importance.named("Trimmed-Mean").isPresent());
    Map<String, Importance> columns = new HashMap<>();
    for (Importance value : Importance.values()) {
      columns.put(value.column(), value);
    }
    assertEquals(Importance.values().length, columns.size());
  }

  /** A resample is a set of tables in which some are there more than once. */
  @Test
  void aTableThatCountsTwiceIsAsGoodAsTwoTables() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    for (JsonNode of : cases()) {
      WholeTables tables = tables(of);
      int[] times = new int[tables.classes().size()];
      List<Integer> drawn = new ArrayList<>();
      for (int i = 0; i < times.length; i++) {
        int table = random.nextInt(times.length);
        times[table]++;
        drawn.add(table);
      }
      drawn.sort(null);
      WholeTables repeated =
          new WholeTables(
              tables.names(),
              drawn.stream().map(tables.classes()::get).toList(),
              drawn.stream().map(i -> tables.attributions()[i]).toArray(double[][]::new),
              drawn.stream().map(i -> tables.ranks()[i]).toArray(double[][]::new));
      for (Importance value : Importance.values()) {
        for (boolean relative : new boolean[] {true, false}) {
          if (value.hasIntervals()) {
            assertArrayEquals(
                value.of(repeated, relative),
                value.counted(tables, relative).numbers(times),
                1e-12,
                value.text());
          }
        }
      }
    }
  }

  /** The interval of a trimmed mean without ends is that of the mean, which has another code. */
  @Test
  void intervalsDrawImages() {
    SplittableRandom random = new SplittableRandom(5);
    int images = 9; // of nine values or fewer, the tenth at each end is none
    double[][] values = new double[images][2];
    for (double[] row : values) {
      row[0] = random.nextDouble();
      row[1] = NAN;
    }
    for (int i = 0; i < 4; i++) {
      values[i][1] = random.nextDouble();
    }
    WholeTables tables =
        new WholeTables(List.of("sky", "tail"), Collections.nCopies(images, ""), values, values);
    Map<String, Interval> found =
        ImportanceIntervals.seeded(7).of(Importance.TRIMMED_MEAN, tables, true);
    Interval expected = Bootstrap.seeded(7).means(values)[0];
    assertEquals(expected.low(), found.get("sky").low(), 1e-12);
    assertEquals(expected.high(), found.get("sky").high(), 1e-12);
    assertEquals(Interval.NONE, found.get("tail"), "in four images");
    // two tables of each image are drawn together
    double[][] twice = new double[2 * images][];
    int[] ofImage = new int[2 * images];
    for (int i = 0; i < twice.length; i++) {
      twice[i] = values[i / 2];
      ofImage[i] = i / 2;
    }
    Map<String, Interval> pairs =
        ImportanceIntervals.seeded(7)
            .of(
                Importance.AVERAGE,
                new WholeTables(
                    tables.names(), Collections.nCopies(2 * images, ""), ofImage, twice, twice),
                true);
    assertEquals(expected.low(), pairs.get("sky").low(), 1e-12);
  }

  private static String solver(int names) {
    List<String> all = IntStream.range(0, names).mapToObj(i -> "s" + i).toList();
    return Importance.solver(new WholeTables(all, List.of(), new double[0][0], new double[0][0]));
  }
}
