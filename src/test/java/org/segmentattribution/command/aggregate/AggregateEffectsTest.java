package org.segmentattribution.command.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.EffectSummaries;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.effect.SegmentEffect;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.table.store.EffectTables;
import org.segmentattribution.table.store.EffectValue;

/** Effects in groups: as effects-summary.csv has them, and what may not be averaged. */
class AggregateEffectsTest {
  private static final List<EffectValue> ALL = List.of(EffectValue.values());

  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void write() throws IOException {
    run = write("a", 1, "mirrored");
  }

  /** Twelve images of two classes with two segments each; every fourth has no placebos. */
  private Path write(String name, long seed, String placebo) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<SegmentEffect> rows = new ArrayList<>();
    for (int image = 0; image < 12; image++) {
      String of = image % 2 == 0 ? "zebra" : "=horse";
      for (String segment : List.of("mane", "-1")) {
        for (String fill : List.of("mean", "blur")) {
          for (int k = 0; k <= (image % 4 == 3 ? 0 : 2); k++) {
            double after = random.nextDouble(k == 0 ? 5 : 9);
            rows.add(
                new SegmentEffect(
                    "i%02d".formatted(image),
                    of,
                    of,
                    new SegmentEffect.Removal(segment, fill, k, 0, 0, 0, 9),
                    new SegmentEffect.Answer(10, 4, of),
                    new SegmentEffect.Answer(after, after - 3, after < 3 ? "x" : of)));
          }
        }
      }
    }
    Path to = Files.createDirectory(folder.resolve(name));
    new EffectCsv(false).write(to.resolve(EffectCsv.FILE), rows);
    Files.writeString(
        to.resolve("effects.json"),
        "{\"settings\": {\"fill\": [\"mean\"], \"placebo\": \""
            + placebo
            + "\", \"value\": \"logit\"}}");
    return to;
  }

  private static ResultTable table(
      List<Path> runs, String by, String pool, String where, List<EffectValue> values)
      throws IOException {
    List<String> pooled = pool.isEmpty() ? List.of() : List.of(pool.split(","));
    return new AggregateEffects(runs, List.of(by.split(",")), pooled, where, values, true, 1)
        .table();
  }

  private static double number(ResultTable table, List<Object> row, String column) {
    return ((Number) row.get(table.columns().indexOf(column))).doubleValue();
  }

  @Test
  void groupsAreThoseOfTheSummary() throws IOException {
    EffectSummaries summaries = new EffectSummaries(false, true, 1);
    EffectCsv.read(run.resolve(EffectCsv.FILE), summaries::add);
    for (boolean byClass : new boolean[] {true, false}) {
      ResultTable table = table(List.of(run), byClass ? "class,segment" : "segment", "", "", ALL);
      List<EffectSummary> expected =
          summaries.rows().stream()
              .filter(row -> byClass != row.className().equals(EffectSummaries.ALL))
              .toList();
      assertEquals(expected.size(), table.rows().size());
      for (EffectSummary row : expected) {
        List<Object> found =
            table.rows().stream()
                .filter(r -> !byClass || r.get(0).equals(row.className()))
                .filter(r -> r.get(byClass ? 1 : 0).equals(row.segment()))
                .findFirst()
                .orElseThrow();
        assertEquals(row.images(), number(table, found, "images"));
        assertEquals(row.effect().value(), number(table, found, "mean_effect"), 1e-12);
        assertEquals(row.excess().placebo(), number(table, found, "mean_placebo"), 1e-12);
        assertEquals(row.excess().mean().value(), number(table, found, "mean_excess"), 1e-12);
        assertEquals(row.shares().flips(), number(table, found, "flip_rate"), 1e-12);
        if (byClass) {
          assertEquals(
              row.effect().interval().low(), number(table, found, "mean_effect_low"), 1e-12);
          assertEquals(
              row.excess().mean().interval().high(),
              number(table, found, "mean_excess_high"),
              1e-12);
        }
      }
    }
  }

  @Test
  void theLargestOfAGroupIsFirst() throws IOException {
    ResultTable table = table(List.of(run), "segment,class", "", "", List.of(EffectValue.EFFECT));
    assertEquals(List.of("class", "segment", "images", "rows"), table.columns().subList(0, 4));
    assertEquals(
        List.of("=horse", "=horse", "zebra", "zebra"),
        table.rows().stream().map(row -> row.get(0)).toList());
    for (int i = 0; i < 4; i += 2) {
      assertTrue(
          number(table, table.rows().get(i), "mean_effect")
              >= number(table, table.rows().get(i + 1), "mean_effect"));
    }
  }

  @Test
  void fillsPlacebosAndConditions() throws IOException {
    List<EffectValue> effect = List.of(EffectValue.EFFECT);
    ResultTable fills = table(List.of(run), "fill", "", "segment = 'mane'", ALL);
    assertEquals(2, fills.rows().size());
    ResultTable placebos = table(List.of(run), "placebo", "", "", effect);
    ResultTable all = table(List.of(run), "class", "", "", ALL);
    double itself =
        placebos.rows().stream()
            .filter(row -> row.get(0).equals("0"))
            .mapToDouble(row -> number(placebos, row, "mean_effect"))
            .sum();
    double both = all.rows().stream().mapToDouble(r -> number(all, r, "mean_effect")).sum() / 2;
    assertEquals(both, itself, 1e-12, "six images of each class");
    ResultTable some =
        table(List.of(run), "predicted_removed", "", "image_id IN ('i00', 'i02')", effect);
    assertEquals(2L * 2 * 2 * 3, some.rows().stream().mapToLong(r -> (long) r.get(2)).sum());
    ResultTable without = table(List.of(run), "segment", "", "placebo = 0", ALL);
    assertTrue(Double.isNaN(number(without, without.rows().get(0), "mean_excess")));
    assertEquals(0, number(without, without.rows().get(0), "excess_images"));
  }

  @Test
  void runsAreAveragedOnlyWhereTheyMay() throws IOException {
    Path b = write("b", 2, "mirrored");
    Path c = write("c", 3, "moved");
    assertEquals(4, table(List.of(run, b), "run,segment", "", "", ALL).rows().size());
    assertEquals(4, table(List.of(run, c), "run,segment", "", "", ALL).rows().size());
    assertEquals(2, table(List.of(run, b), "segment", "run", "", ALL).rows().size());
    assertEquals(2, table(List.of(run, run), "segment", "", "", ALL).rows().size(), "once");
    String pooled = refused(List.of(run, b), "segment", "", "");
    assertTrue(pooled.contains("would average 2 runs"), pooled);
    String mixed = refused(List.of(run, c), "segment", "run", "");
    assertTrue(mixed.contains("placebo: mirrored against moved"), mixed);
  }

  private static String refused(List<Path> runs, String by, String pool, String where) {
    return assertThrows(WrongInput.class, () -> table(runs, by, pool, where, ALL)).getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "method | | | no column 'method' of effects",
        "segment,segment | | | named twice",
        "placebo | | | placebo takes a segment and its placebos apart",
        "predicted_removed | | | predicted_removed takes",
        "segment | method | | run and target",
        "segment | | no_such > 1 | no_such",
        "segment | | effect > 1e9 | leaves no row",
        "segment | | 1 IN (SELECT 1) | a question within it",
        "segment | | effect > 0; DROP TABLE cells | syntax error",
        "segment | | length(read_text('/etc/passwd')) > 0 | calls 'read_text'"
      })
  void whatIsWrongIsSaid(String by, String pool, String where, String said) {
    String message =
        refused(List.of(run), by, pool == null ? "" : pool, where == null ? "" : where);
    assertTrue(message.contains(said), message);
  }

  @Test
  void runsWithoutEffectsAndBrokenFilesAreNamed() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertTrue(refused(List.of(empty), "segment", "", "").contains("measure them first"));
    Files.writeString(empty.resolve(EffectCsv.FILE), "image_id,class\n");
    assertTrue(refused(List.of(empty), "segment", "", "").contains("no column 'target'"));
  }

  @Test
  void allColumnsOfTheFileAreKnown() throws IOException {
    List<String> header = new ArrayList<>(List.of("run"));
    header.addAll(List.of(Files.readAllLines(run.resolve(EffectCsv.FILE)).get(0).split(",")));
    assertEquals(header, EffectTables.names());
    CsvFile.read(run.resolve(EffectCsv.FILE), header.subList(1, header.size()), row -> {});
  }
}
