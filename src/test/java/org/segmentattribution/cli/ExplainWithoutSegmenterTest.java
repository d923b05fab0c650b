package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.command.TestCalls;

class ExplainWithoutSegmenterTest {
  private static final String SAID = "no --segmenter: segments are the cells of grid:3x3;";

  @TempDir Path folder;

  private Called sat(String command, Object... more) {
    Object[] call = {command, "--images", folder.resolve("images"), "--out", folder.resolve("run")};
    return Called.sat(Stream.concat(Stream.of(call), Stream.of(more)).toArray());
  }

  @Test
  void explainTakesTheCellsOfAGridAndSaysSo() throws IOException {
    TestCalls.draw(folder.resolve("images"), "test", 1);
    Called run = sat("explain", "--model", TestCalls.MODEL).ended(0);
    assertEquals(1, run.err().lines().filter(line -> line.contains(SAID)).count(), run.err());
    assertTrue(run.err().contains("--segmenter masks:DIR"), run.err());
    String record = Files.readString(folder.resolve("run").resolve("run.json"));
    assertTrue(record.contains("\"segmenter\" : \"grid:3x3\""), record);
    Path config = folder.resolve("a.conf");
    Files.writeString(config, "segmenter = \"grid:3x3\"\n");
    Called named = sat("explain", "--model", TestCalls.MODEL, "--config", config).ended(0);
    assertFalse(named.err().contains(SAID), "the same run, and its segmenter is named now");
  }

  @Test
  void namesOfSegmentsNeedASegmenterThatFindsThem() throws IOException {
    TestCalls.draw(folder.resolve("images"), "test", 1);
    Called named = sat("explain", "--model", TestCalls.MODEL, "--segments", "legs").ended(2);
    assertTrue(named.err().contains("--segments: no --segmenter finds them"), named.err());
    assertTrue(sat("segment").ended(2).err().contains("--segmenter"));
  }
}
