package org.segmentattribution.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness runs; what it measures is not judged here. */
class BenchmarkTest {
  @Test
  void writesARowForEachMethodAndBatch(@TempDir Path folder) throws IOException {
    int exit =
        Benchmark.run(
            "--network=tiny",
            "--methods=gradient,lrp-z",
            "--batch=1,2",
            "--rounds=2",
            "--threads=1",
            "--no-peer",
            "--no-memory",
            "--output=" + folder);
    assertEquals(0, exit);
    List<String> csv = Files.readAllLines(folder.resolve("performance.csv"));
    assertEquals(5, csv.size());
    assertTrue(csv.get(4).startsWith("tiny,sat,lrp-z,2,2,2,"), csv.get(4));
    String page = Files.readString(folder.resolve("performance.md"));
    assertTrue(page.contains("## tiny, batch 2"), page);
    assertTrue(page.contains("| `gradient` | **"), page);
  }

  @Test
  void aBrokenOffRunGoesOn(@TempDir Path folder) throws IOException {
    String[] call = {
      "--network=tiny",
      "--methods=gradient",
      "--batch=2",
      "--rounds=1",
      "--threads=1",
      "--no-peer",
      "--no-memory",
      "--resume",
      "--output=" + folder
    };
    assertEquals(0, Benchmark.run(call));
    List<String> first = Files.readAllLines(folder.resolve("performance.csv"));
    call[1] = "--methods=gradient,lrp-z";
    assertEquals(0, Benchmark.run(call));
    List<String> second = Files.readAllLines(folder.resolve("performance.csv"));
    assertEquals(3, second.size());
    assertEquals(first, second.subList(0, 2));
  }

  @Test
  void refusesAnUnknownNetworkInOneLine() {
    assertEquals(2, Benchmark.run("--network=alexnet", "--no-peer"));
  }

  @Test
  void quartilesAreInterpolated() {
    assertEquals(new Quartiles(1.75, 2.5, 3.25), Quartiles.of(List.of(4.0, 1.0, 3.0, 2.0)));
  }
}
