package org.segmentattribution.command.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunManifest;

class ShardedRunTest {
  @TempDir Path folder;

  private Path part(String name, Map<String, Object> flags) throws IOException {
    return part(name, "explain", flags, "abc");
  }

  private Path part(String name, String command, Map<String, Object> flags, String model)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("images", "photos");
    all.put("method", "lrp-z");
    all.put("out", name);
    all.put("threads", name.length());
    all.putAll(flags);
    Map<String, String> inputs = Map.of("model", model, "images", "of " + name);
    RunDirectory.open(
        folder.resolve(name), RunManifest.begin(RunKind.of(command), all, inputs, "cpu", 1));
    return folder.resolve(name);
  }

  /** Parts differ in shard, folder, threads, and in which images they have read. */
  @Test
  void partsOfOneRun() throws IOException {
    List<Path> parts =
        List.of(
            part("a", Map.of("shard", "1/3")),
            part("bb", Map.of("shard", "2/3")),
            part("ccc", Map.of("shard", "3/3")));
    assertTrue(ShardedRun.isAllOf(parts));
    assertTrue(ShardedRun.isAllOf(List.of(parts.get(0))));
  }

  /** A file within a part speaks for its folder. */
  @Test
  void partsMayBeNamedByTheirTables() throws IOException {
    Path a = Files.createFile(part("a", Map.of("shard", "1/2")).resolve("sat.parquet"));
    Path b = Files.createFile(part("b", Map.of("shard", "2/2")).resolve("sat.csv"));
    assertTrue(ShardedRun.isAllOf(List.of(a, b)));
  }

  @ParameterizedTest
  @CsvSource({
    "explain, method, gradient, abc, false",
    "explain, images, others, abc, false",
    "explain, method, lrp-z, another model, false",
    "segment, method, lrp-z, abc, false",
    "explain, threads, 64, abc, true"
  })
  void anotherFlagModelOrCommandIsAnotherRun(
      String command, String flag, String value, String model, boolean same) throws IOException {
    Path a = part("a", Map.of("shard", "1/2"));
    Path b = part("b", command, Map.of("shard", "2/2", flag, value), model);
    assertEquals(same, ShardedRun.isAllOf(List.of(a, b)));
  }

  /** The same part twice counts its images twice; so do two whole runs. */
  @Test
  void thePartsAreDifferent() throws IOException {
    Path a = part("a", Map.of("shard", "1/2"));
    Path b = part("b", Map.of("shard", "1/2"));
    assertFalse(ShardedRun.isAllOf(List.of(a, b)));
    assertFalse(ShardedRun.isAllOf(List.of(part("c", Map.of()), part("d", Map.of()))));
  }

  @Test
  void aTableOfOthersIsNoPart() throws IOException {
    Path a = part("a", Map.of("shard", "1/2"));
    Path alone = Files.createFile(folder.resolve("sat.csv"));
    assertFalse(ShardedRun.isAllOf(List.of(a, alone)));
  }
}
