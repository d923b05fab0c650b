package org.segmentattribution.command.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.statistics.CriticalDifferenceOptions;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TestRow;
import org.segmentattribution.table.store.AggregateValue;

/** What {@code sat aggregate --out} writes, for programs of others. */
class AggregateFilesTest {
  private static final List<String> NAMES = List.of("NA", "001", "=1+1");

  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void writeRun() throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      for (int s = 0; s < NAMES.size(); s++) {
        rows.add(row("i" + i, NAMES.get(s), s, 1 - 0.3 * s + 0.01 * i));
      }
    }
    run = Files.createDirectories(folder.resolve("run"));
    SatCsv.write(run.resolve("sat.csv"), rows);
  }

  private static SegmentAttribution row(String id, String segment, int place, double value) {
    return TestRow.of(id, segment)
        .with(Column.SEGMENT_ID, place)
        .mean(value)
        .rank(place + 1)
        .calibrated(0.1, place + 1)
        .row();
  }

  private Path write(List<String> by, List<AggregateValue> values) throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    AggregateSettings settings =
        new AggregateSettings(
            List.of(run),
            by,
            List.of(),
            "",
            List.of(),
            new AggregateSettings.Means(values, List.of(), true, true, true, 1));
    try (AggregateRuns runs = AggregateRuns.open(settings)) {
      runs.write(out, runs.table(), CriticalDifferenceOptions.defaults(), Set.of());
    }
    return out;
  }

  private static List<List<String>> records(Path csv) throws IOException {
    try (CSVParser parser = CSVParser.parse(csv, StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
      return parser.stream().map(r -> r.stream().toList()).toList();
    }
  }

  @Test
  void noColumnIsThereTwiceHoweverItIsGrouped() throws IOException {
    for (List<String> by :
        List.of(
            List.of("method", "class", "segment"),
            List.of(
                "run", "model", "method", "label", "predicted", "target", "segment", "position"),
            List.of("method", "correct", "segment"),
            List.of("segment"))) {
      Path out = write(by, List.of(AggregateValue.values()));
      for (String name : List.of("aggregate.csv", "pairs.csv")) {
        List<List<String>> records = records(out.resolve(name));
        List<String> header = records.get(0);
        assertEquals(header.size(), new HashSet<>(header).size(), name + " " + header);
        assertTrue(records.size() > 1 && records.get(1).size() == header.size());
      }
    }
    Path out = write(List.of("method", "class", "segment"), List.of(AggregateValue.ATTRIBUTION));
    List<List<String>> pairs = records(out.resolve("pairs.csv"));
    assertEquals("lrp-z", pairs.get(1).get(pairs.get(0).indexOf("method")));
    assertEquals("enumerated", pairs.get(1).get(pairs.get(0).indexOf("p_method")));
    assertEquals("NA", pairs.get(1).get(pairs.get(0).indexOf("name_a")));
    assertTrue(pairs.stream().anyMatch(r -> r.contains("'=1+1")), pairs.toString());
  }

  @Test
  void keysAreInOneOrder() throws IOException {
    Path out = write(List.of("method", "class", "segment"), List.of(AggregateValue.ATTRIBUTION));
    JsonNode group =
        new ObjectMapper().readTree(out.resolve("critical-difference.json").toFile()).get(0);
    assertEquals(
        List.of(
            "group",
            "value",
            "images",
            "tables_with_one_segment",
            "names",
            "friedman",
            "gate_passed",
            "alpha",
            "threshold",
            "bars",
            "notes"),
        keys(group));
    assertEquals(List.of("name", "average_rank"), keys(group.get("names").get(0)));
    assertEquals(
        "=1+1", group.get("names").get(2).get("name").asText(), "JSON needs no apostrophe");
    for (JsonNode bar : group.get("bars")) {
      assertEquals(List.of("first", "last", "names"), keys(bar));
    }
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void nothingElseIsLeft() throws IOException {
    Path out = write(List.of("segment"), List.of(AggregateValue.RANK));
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(
          List.of("aggregate.csv", "critical-difference.json", "figures", "pairs.csv"),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }
}
