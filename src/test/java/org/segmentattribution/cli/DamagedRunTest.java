package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.segmentattribution.dataset.scene.SceneGenerator;
import org.segmentattribution.dataset.scene.SceneWriter;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.onnx.write.OnnxWriter;
import org.segmentattribution.model.training.CnnArchitecture;

/** A finished run is damaged: {@code explain} mends it, and whoever reads it refuses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedRunTest {
  @TempDir static Path folder;
  private Path whole;
  private Path other;
  private Map<String, String> hashes;

  @BeforeAll
  void makeRuns() throws IOException {
    SceneWriter.write(folder, new SceneGenerator(48, 1), 4, 1, () -> {});
    try (OnnxNetwork network = new CnnArchitecture(List.of(4, 8), 2).create(48, 48, 2, 1, "cpu")) {
      OnnxWriter.write(
          network,
          new ModelDeclaration(List.of("horse", "zebra"), Preprocessing.simple(48, 48)),
          folder.resolve("model.onnx"));
    }
    whole = folder.resolve("whole");
    explain(whole).ended(0);
    hashes = RunFiles.hashes(whole);
    other = folder.resolve("other");
    explain(other, "--pad", "0").ended(0);
  }

  private Called explain(Path out, String... more) {
    Object[] call = {
      "explain",
      "--images",
      folder.resolve("images/train"),
      "--model",
      folder.resolve("model.onnx"),
      "--segmenter",
      "grid:2x2",
      "--batch",
      "2",
      "--out",
      out
    };
    return Called.sat(Stream.concat(Stream.of(call), Stream.of(more)).toArray());
  }

  private Path copy() throws IOException {
    Path copy = Files.createTempDirectory(folder, "copy");
    FileUtils.copyDirectory(whole.toFile(), copy.toFile());
    return copy;
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(from), from);
    Files.writeString(file, text.replace(from, to));
  }

  private static void cut(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static void dropLastLine(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, lines.size() - 1));
  }

  /** Does something to a run. */
  private interface Hurt {
    void damage(Path run, Path other) throws IOException;
  }

  /** What may happen, and the file that readers of tables name; none where it does not matter. */
  enum Damage {
    CUT_CSV("sat.csv", (run, other) -> dropLastLine(run.resolve("sat.csv"))),
    EDITED_NUMBER("sat.csv", (run, other) -> edit(run.resolve("sat.csv"), ",1.0,", ",2.0,")),
    EMPTY_CSV("sat.csv", (run, other) -> Files.write(run.resolve("sat.csv"), new byte[0])),
    SWAPPED_CSV(
        "sat.csv",
        (run, other) ->
            FileUtils.copyFile(other.resolve("sat.csv").toFile(), run.resolve("sat.csv").toFile())),
    CUT_PARQUET("sat.parquet", (run, other) -> cut(run.resolve("sat.parquet"))),
    SWAPPED_PARQUET(
        "sat.parquet",
        (run, other) ->
            FileUtils.copyFile(
                other.resolve("sat.parquet").toFile(), run.resolve("sat.parquet").toFile())),
    CUT_AGGREGATE("aggregate.csv", (run, other) -> dropLastLine(run.resolve("aggregate.csv"))),
    CUT_KEYS("keys.csv", (run, other) -> dropLastLine(run.resolve("keys.csv"))),
    NO_FAILURES("failures.csv", (run, other) -> Files.delete(run.resolve("failures.csv"))),
    NO_TABLE(
        "",
        (run, other) -> {
          Files.delete(run.resolve("sat.csv"));
          Files.delete(run.resolve("sat.parquet"));
        }),
    NO_REPORT(null, (run, other) -> Files.delete(run.resolve("report.html"))),
    NO_FIGURES(null, (run, other) -> FileUtils.deleteDirectory(run.resolve("figures").toFile())),
    CUT_FIGURE(null, (run, other) -> cut(run.resolve("figures/01-ranks.svg"))),
    EDITED_COUNT(
        "run.json",
        (run, other) -> edit(run.resolve("run.json"), "\"rows\" : 32", "\"rows\" : 31")),
    EDITED_HASH(
        "run.json",
        (run, other) -> {
          ObjectMapper json = new ObjectMapper();
          ObjectNode manifest = (ObjectNode) json.readTree(run.resolve("run.json").toFile());
          dropLastLine(run.resolve("sat.csv"));
          ((ObjectNode) manifest.get("outputs").get("sat.csv"))
              .put(
                  "sha256",
                  new org.segmentattribution.file.Sha256().add(run.resolve("sat.csv")).hex());
          json.writeValue(run.resolve("run.json").toFile(), manifest);
        });

    private final String named;
    private final Hurt hurt;

    Damage(String named, Hurt hurt) {
      this.named = named;
      this.hurt = hurt;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isMendedByTheSameCallAndRefusedByReaders(Damage damage) throws IOException {
    Path run = copy();
    damage.hurt.damage(run, other);
    for (String reader : List.of("aggregate", "compare", "check")) {
      Called called = read(reader, run);
      if (damage.named == null) {
        called.ended(0);
        continue;
      }
      String message = called.ended(2).err();
      assertEquals(1, message.lines().count(), message);
      assertTrue(message.contains(run.resolve(damage.named).toString()), message);
    }
    if (damage.named != null) {
      Called.sat("report", run).ended(2);
    }
    explain(run).ended(0);
    assertEquals(hashes, RunFiles.hashes(run));
    assertTrue(Files.exists(run.resolve("report.html")));
    assertEquals(outputs(whole), outputs(run));
    assertEquals(read("aggregate", whole).out(), read("aggregate", run).ended(0).out());
  }

  /** Without the page, which says where the run was made. */
  private static JsonNode outputs(Path run) throws IOException {
    ObjectNode outputs =
        (ObjectNode) new ObjectMapper().readTree(run.resolve("run.json").toFile()).get("outputs");
    outputs.remove("report.html");
    return outputs;
  }

  private Called read(String reader, Path run) {
    return switch (reader) {
      case "aggregate" -> Called.sat("aggregate", run, "--by", "method,class,segment");
      case "compare" -> Called.sat("compare", other, run);
      default -> Called.sat("check", run, "--rule", "r1c1.rank > 0", "--allow-missing");
    };
  }

  @Test
  void countsAreSaid() throws IOException {
    Path run = copy();
    dropLastLine(run.resolve("sat.csv"));
    String expected =
        "sat: "
            + run.resolve("sat.csv")
            + " is not what the run wrote (31 of 32 rows); start explain again to repair it";
    assertEquals(expected, read("aggregate", run).ended(2).err().strip());
    Called table = Called.sat("aggregate", run.resolve("sat.csv")).ended(2);
    assertEquals(expected, table.err().strip());
    Called.sat("aggregate", run.resolve("sat.parquet")).ended(0);
  }

  @Test
  void anInterruptedRunMakesDamagedChunksAgain() throws IOException {
    for (int way = 0; way < 5; way++) {
      Path run = copy();
      interrupt(run);
      List<Path> chunks;
      try (Stream<Path> parts = Files.list(run.resolve("parts"))) {
        chunks = parts.sorted().toList();
      }
      assertEquals(4, chunks.size());
      Path table = chunks.get(way % 4).resolve("sat.csv");
      switch (way) {
        case 0 -> dropLastLine(table);
        case 1 -> edit(table, ",1.0,", ",2.0,");
        case 2 -> Files.write(table, new byte[0]);
        case 3 -> Files.delete(table);
        default ->
            Files.copy(
                chunks.get(1).resolve("sat.csv"),
                chunks.get(0).resolve("sat.csv"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
      Called.sat("aggregate", run).ended(2);
      explain(run).ended(0);
      assertEquals(hashes, RunFiles.hashes(run), "way " + way);
    }
  }

  /** Brings a run back to where its chunks are done and nothing else is. */
  private void interrupt(Path run) throws IOException {
    FileUtils.cleanDirectory(run.toFile());
    Path stop = folder.resolve("stop");
    Files.createDirectories(stop);
    Path figures = run.resolve("figures");
    Files.writeString(figures, "in the way");
    Files.copy(whole.resolve("run.json"), run.resolve("run.json"));
    edit(run.resolve("run.json"), "\"status\" : \"done\"", "\"status\" : \"running\"");
    explain(run).ended(1);
    Files.delete(figures);
    assertTrue(Files.isDirectory(run.resolve("parts")));
  }

  @Test
  void aRunMayBeMovedAndLookedAtAgain() throws IOException {
    Path run = copy();
    Path moved = folder.resolve("moved");
    Files.move(run, moved);
    Called.sat("report", moved, "--highlight", "top-left", "--export", "png").ended(0);
    assertTrue(Files.exists(moved.resolve("figures/01-ranks.png")));
    read("aggregate", moved).ended(0);
    assertFalse(Files.exists(moved.resolve(".sat.lock")));
    byte[] before = Files.readAllBytes(moved.resolve("report.html"));
    explain(moved).ended(0);
    assertTrue(
        java.util.Arrays.equals(before, Files.readAllBytes(moved.resolve("report.html"))),
        "a report made again is what the run is now");
  }

  @Test
  void runsOfEarlierVersionsAreReadWithANote() throws IOException {
    Path run = copy();
    ObjectMapper json = new ObjectMapper();
    ObjectNode manifest = (ObjectNode) json.readTree(run.resolve("run.json").toFile());
    manifest.remove(List.of("outputs", "sha256"));
    json.writeValue(run.resolve("run.json").toFile(), manifest);
    String note = read("aggregate", run).ended(0).err();
    assertTrue(note.contains("is of an earlier version, which wrote no hashes"), note);
    explain(run).ended(0);
    assertEquals(hashes, RunFiles.hashes(run));
    dropLastLine(run.resolve("sat.csv"));
    read("aggregate", run).ended(2);
    explain(run).ended(0);
    assertEquals(hashes, RunFiles.hashes(run));
  }

  @Test
  void tablesWithoutTheirRunAreTakenAndThatIsSaid() throws Exception {
    Path run = copy();
    Files.delete(run.resolve("run.json"));
    String note = read("aggregate", run).ended(0).err();
    assertTrue(note.contains("has no run.json: its tables are taken unchecked"), note);
  }

  /** Of an earlier version there are no hashes: a picture must be refused for what it holds. */
  @Test
  void aForeignPictureIsRefusedByName() throws IOException {
    Path run = copy();
    ObjectMapper json = new ObjectMapper();
    ObjectNode manifest = (ObjectNode) json.readTree(run.resolve("run.json").toFile());
    manifest.remove(List.of("outputs", "sha256"));
    json.writeValue(run.resolve("run.json").toFile(), manifest);
    Path picture = run.resolve("figures/photographs/00001.jpg");
    byte[] own = Files.readAllBytes(picture);
    Files.writeString(picture, "<svg onload=\"x()\"/>");
    String message = Called.sat("report", run).ended(2).err();
    assertTrue(message.contains(picture + " is not a picture of this program: "), message);
    Files.write(picture, own);
    Path index = run.resolve("figures/photographs/index.json");
    String text = Files.readString(index);
    for (String damaged :
        List.of(
            "[".repeat(100_000),
            "null",
            text.replace("\"outline\":\"M", "\"outline\":\"x\\\"M"),
            text.replace("\"00001\"", "\"../1\""),
            text.replace("\"width\":", "\"width\":-"))) {
      Files.writeString(index, damaged);
      message = Called.sat("report", run).ended(2).err();
      assertTrue(message.contains(index + " is damaged: "), message);
    }
    Files.writeString(index, text);
    Called.sat("report", run).ended(0);
    FileUtils.deleteDirectory(run.resolve("figures").toFile());
    Called.sat("report", run).ended(0);
  }

  @Test
  void aForeignManifestIsRefusedInOneLine() throws IOException {
    for (String text :
        List.of(
            "",
            "{",
            "null",
            "[]",
            "{}",
            "{\"command\":\"explain\",\"status\":null}",
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000))) {
      Path run = copy();
      Files.writeString(run.resolve("run.json"), text);
      for (Called called :
          List.of(read("aggregate", run), Called.sat("report", run), explain(run))) {
        String message = called.ended(2).err();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.contains("run.json"), message);
      }
    }
  }
}
