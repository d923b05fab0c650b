package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.cli.Called.sat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.file.CsvFile;

/** What {@code sat explain} prints at its end has the numbers of the run's tables. */
class FoundLinesTest {
  private static final Pattern SEGMENT =
      Pattern.compile("    (.+): ([\\d.]+) %(?:, (for|against|mixed)\\b.*)?");

  private static final Pattern CLASS = Pattern.compile("  (?:To call a photograph|For) (\\w+), .*");

  @TempDir static Path folder;
  private static Path run;
  private static Called first;

  @BeforeAll
  static void explainScenes() throws IOException {
    SceneWriter.write(folder.resolve("scenes"), new SceneGenerator(48, 1), 12, 6, () -> {});
    SceneModel.write(folder.resolve("model.onnx"));
    run = folder.resolve("run");
    first = explain(run, "lrp-z,gradient").ended(0);
  }

  private static Called explain(Path out, String methods) {
    return sat(
        "explain",
        "--images",
        folder.resolve("scenes/images"),
        "--model",
        folder.resolve("model.onnx"),
        "--segmenter",
        "masks:" + folder.resolve("scenes/masks"),
        "--method",
        methods,
        "--out",
        out);
  }

  /** A row of a table as text: class, segment, share in per cent, direction. */
  private record Row(String of, String segment, String share, String direction) {}

  private static List<Row> tables() throws IOException {
    Path csv = folder.resolve("grouped.csv");
    Called grouped =
        sat(
                "aggregate",
                run,
                "--by",
                "method,class,segment",
                "--where",
                "method = 'lrp-z'",
                "--value",
                "attribution_share",
                "--aggregation",
                "relative",
                "--no-intervals",
                "--format",
                "csv")
            .ended(0);
    Files.writeString(csv, grouped.out());
    List<Row> directions = new ArrayList<>();
    CsvFile.read(
        run.resolve("aggregate.csv"),
        List.of("method", "class", "segment", "direction"),
        row -> {
          if (row.text("method").equals("lrp-z")) {
            directions.add(
                new Row(row.text("class"), row.text("segment"), "", row.text("direction")));
          }
        });
    List<Row> rows = new ArrayList<>();
    CsvFile.read(
        csv,
        List.of("class", "segment", "relative_mean_attribution_share"),
        row -> {
          String direction =
              directions.stream()
                  .filter(d -> d.of().equals(row.text("class")))
                  .filter(d -> d.segment().equals(row.text("segment")))
                  .findFirst()
                  .orElseThrow()
                  .direction();
          rows.add(
              new Row(
                  row.text("class"),
                  row.text("segment"),
                  fixed(100 * Double.parseDouble(row.text("relative_mean_attribution_share")), 1),
                  direction));
        });
    return rows;
  }

  private static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  @Test
  void segmentsHaveTheNumbersOfTheTables() throws IOException {
    List<Row> tables = tables();
    String of = "";
    Map<String, Integer> found = new TreeMap<>();
    for (String line : first.out().lines().toList()) {
      Matcher named = CLASS.matcher(line);
      of = named.matches() ? named.group(1) : of;
      Matcher segment = SEGMENT.matcher(line);
      if (segment.matches()) {
        Row row = row(tables, of, segment.group(1));
        found.merge(of, 1, Integer::sum);
        assertEquals(row.share(), segment.group(2), line);
        if (segment.group(3) != null) {
          assertEquals(row.direction(), segment.group(3), line);
        }
      }
    }
    assertEquals(Map.of("horse", 3, "zebra", 3), found, first.out());
  }

  private static Row row(List<Row> tables, String of, String segment) {
    return tables.stream()
        .filter(r -> r.of().equals(of) && r.segment().equals(segment))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thePageComesLastAndARepeatedCallSaysTheSame() {
    List<String> lines = first.out().lines().toList();
    assertEquals("report: " + run.resolve("report.html"), lines.get(lines.size() - 1));
    assertTrue(lines.get(0).startsWith("36 images explained, "), lines.get(0));
    assertTrue(first.out().contains("files below"), "what was left out");
    List<String> again = explain(run, "lrp-z,gradient").ended(0).out().lines().toList();
    assertEquals(lines.subList(1, lines.size()), again.subList(1, again.size()));
  }

  @Test
  void aMethodWithoutSignSaysSo() {
    String said = explain(folder.resolve("unsigned"), "grad-cam").ended(0).out();
    assertTrue(said.contains("no value is negative here, so none is called for or against"), said);
    assertTrue(!said.contains("for the class") && !said.contains("against the class"), said);
  }
}
