package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.segmentattribution.api.WrongInput;

class RunKindTest {
  @TempDir private Path folder;

  private RunDirectory run(RunKind kind) throws IOException {
    return RunDirectory.open(folder, RunManifest.begin(kind, Map.of("pad", 2), Map.of(), "cpu", 1));
  }

  @ParameterizedTest
  @EnumSource(RunKind.class)
  void aKindIsReadBackFromItsFile(RunKind kind) throws IOException {
    run(kind);
    String text = Files.readString(folder.resolve("run.json"));
    assertTrue(text.contains("\"command\" : \"" + kind.text() + "\""), text);
    assertEquals(kind, RunDirectory.read(folder).manifest().kind());
    assertTrue(ManifestFile.isAsWritten(ManifestFile.read(folder)));
  }

  @Test
  void textsInFilesStayWhatTheyWere() {
    assertEquals(
        Set.of(
            "explain",
            "segment",
            "experiment bar",
            "experiment imagenet",
            "experiment planted",
            "experiment planted network",
            "experiment watermark",
            "experiment watermark trial",
            "demo"),
        Arrays.stream(RunKind.values()).map(RunKind::text).collect(Collectors.toSet()));
  }

  @Test
  void aKindOfANewerVersionIsRefusedInOneLine() throws IOException {
    run(RunKind.EXPLAIN);
    Path file = folder.resolve("run.json");
    Files.writeString(file, Files.readString(file).replace("\"explain\"", "\"mend\""));
    assertEquals(
        folder + " was made by 'mend', which this version does not know: take a newer sat",
        assertThrows(WrongInput.class, () -> RunDirectory.read(folder)).getMessage());
  }

  @ParameterizedTest
  @EnumSource(RunKind.class)
  void everyKindWithAPageHasOneReporter(RunKind kind) throws IOException {
    RunDirectory run = run(kind);
    if (kind == RunKind.WATERMARK_TRIAL || kind == RunKind.PLANTED_NETWORK) {
      assertEquals(
          folder + " was made by '" + kind.text() + "', which has no report",
          assertThrows(WrongInput.class, () -> RunReporter.of(run)).getMessage());
    } else {
      assertTrue(RunReporter.of(run).kinds().contains(kind));
    }
  }

  @Test
  void anotherCallDiffersInItsKindOrInASetting() {
    RunManifest before = RunManifest.begin(RunKind.EXPLAIN, Map.of("pad", 2), Map.of(), "cpu", 1);
    RunManifest kind = RunManifest.begin(RunKind.SEGMENT, Map.of("pad", 2), Map.of(), "cpu", 1);
    RunManifest pad = RunManifest.begin(RunKind.EXPLAIN, Map.of("pad", 3L), Map.of(), "cpu", 1);
    RunManifest threads =
        RunManifest.begin(RunKind.EXPLAIN, Map.of("pad", 2L, "threads", 9), Map.of(), "cpu", 1);
    assertEquals(
        "command was explain, is now segment", before.difference(kind).orElseThrow().toString());
    assertEquals(
        "--pad was 2, is now 3", before.difference(pad).orElseThrow().show(key -> "--" + key));
    assertTrue(before.difference(threads).isEmpty(), "threads do not change what comes out");
  }

  @Test
  void imagesMayChangeOnlyWhereEachHasAKey() {
    for (RunKind kind : List.of(RunKind.EXPLAIN, RunKind.SEGMENT, RunKind.BAR)) {
      RunManifest before = RunManifest.begin(kind, Map.of(), Map.of("images", "a"), "cpu", 1);
      RunManifest now = RunManifest.begin(kind, Map.of(), Map.of("images", "b"), "cpu", 1);
      assertEquals(kind == RunKind.BAR, before.difference(now).isPresent(), kind.text());
    }
  }
}
