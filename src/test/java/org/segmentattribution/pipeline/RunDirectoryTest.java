package org.segmentattribution.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  @TempDir private Path folder;

  private static RunManifest call(String pytorch, String device, int threads) {
    return new RunManifest(
        "explain",
        "running",
        Map.of("threads", threads),
        Map.of("model", "abc"),
        Map.of("pytorch", pytorch),
        device,
        1,
        Map.of(),
        Map.of(),
        null,
        null);
  }

  @Test
  void whatComputedIsThatOfTheCallThatFinished() throws IOException {
    RunDirectory.open(folder, call("2.5", "cpu", 1)).write("parts/one", "");
    RunDirectory resumed = RunDirectory.open(folder, call("2.7", "cuda:0", 2));
    resumed.finish(resumed.manifest().done(Map.of(), Map.of()));
    RunManifest kept = RunDirectory.open(folder, call("2.8", "cpu", 3)).manifest();
    assertEquals(Map.of("pytorch", "2.7"), kept.versions());
    assertEquals("cuda:0", kept.device());
    assertEquals(1, kept.configuration().get("threads"));
  }
}
