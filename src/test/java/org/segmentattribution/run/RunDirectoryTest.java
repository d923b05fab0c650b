package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.file.TemporaryName;

class RunDirectoryTest {
  @TempDir private Path folder;

  private static RunManifest call(String pytorch, String device, int threads) {
    return new RunManifest(
        RunKind.EXPLAIN,
        "running",
        Map.of("threads", threads),
        Map.of("model", "abc"),
        Map.of("pytorch", pytorch),
        device,
        1,
        Map.of(),
        Map.of(),
        null,
        null,
        null);
  }

  @Test
  void whatWasWrittenIsKnownAgainWhateverTheFlags() throws IOException {
    Map<String, Object> flags = new LinkedHashMap<>();
    flags.put("none", null);
    for (float f : new float[] {2e-3f, 1e-45f, 3.4e38f, 0.1f, 1e7f, Float.NaN}) {
      flags.put("float " + f, f);
    }
    for (double d : new double[] {2e-3, 2e23, Double.MIN_VALUE, -0.0, Double.POSITIVE_INFINITY}) {
      flags.put("double " + d, d);
    }
    flags.put("long", Long.MAX_VALUE);
    flags.put("text", "\u00e9\u2028\ud83e\udd93\"\\");
    flags.put("list", List.of(List.of(1L, "2"), Map.of("a", 0.5f)));
    RunManifest manifest =
        RunManifest.begin(RunKind.EXPLAIN, flags, Map.of("model", "abc"), "cpu", Long.MIN_VALUE);
    RunDirectory run = RunDirectory.open(folder, manifest);
    run.write("sat.csv", "a\n1\n\"2\n3\"\n");
    assertTrue(ManifestFile.isAsWritten(ManifestFile.read(folder)));
    run.finish(run.manifest().done(Map.of("x", Double.NaN), Map.of("total", 0.1)));
    RunManifest read = ManifestFile.read(folder);
    assertTrue(ManifestFile.isAsWritten(read));
    assertEquals(2, read.outputs().get("sat.csv").rows());
    assertTrue(RunDirectory.read(folder).isIntact());
    Path json = folder.resolve("run.json");
    Files.writeString(json, Files.readString(json).replace("0.1", "0.2"));
    assertFalse(ManifestFile.isAsWritten(ManifestFile.read(folder)));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theFolderItselfMayBeALink() throws IOException {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, Files.createDirectory(folder.resolve("run")));
    RunDirectory run = RunDirectory.open(link, call("2.5", "cpu", 1));
    run.write("figures/a.svg", "x");
    run.finish(run.manifest().done(Map.of(), Map.of()));
    assertEquals(Set.of("figures/a.svg"), run.manifest().outputs().keySet());
    run.write("figures/a.svg", "y");
    assertFalse(RunDirectory.read(link).isIntact());
    assertFalse(RunDirectory.read(folder.resolve("run")).isIntact());
    Path left = Files.createDirectory(TemporaryName.beside(link.resolve("x")));
    RunLock.take(link).close();
    assertFalse(Files.exists(left));
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
