package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.model.Fixtures;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunManifest;

class SuspectsCommandTest {
  @TempDir Path folder;

  private Called explain(String segmenter, String out) {
    return Called.sat(
        "explain",
        "--images",
        folder.resolve("images"),
        "--model",
        TestCalls.MODEL,
        "--segmenter",
        segmenter,
        "--out",
        folder.resolve(out));
  }

  private Path run() throws IOException {
    TestCalls.draw(folder.resolve("images"), "test", 8);
    explain("grid:2x2", "run").ended(0);
    return folder.resolve("run");
  }

  @Test
  void suspectsAreAddedToTheRunAndAdopted() throws IOException {
    Path run = run();
    Called first = Called.sat("suspects", run, "--least", 3, "--spray").ended(0);
    assertTrue(first.out().startsWith("suspect 1: "), first.out());
    String page = Files.readString(run.resolve("suspects.html"));
    assertTrue(page.contains("What does the model look at that nobody named?"));
    assertTrue(page.contains("SpRAy"));
    assertTrue(Files.isRegularFile(run.resolve("figures/suspects-1.svg")));
    assertFalse(Files.exists(run.resolve("suspect-parts")));
    List<Path> files =
        List.of(
            run.resolve("suspects.csv"),
            run.resolve("suspects-regions.csv"),
            run.resolve("suspects.html"));
    List<String> before = files.stream().map(SuspectsCommandTest::text).toList();

    Called adopted =
        Called.sat("suspects", run, "--least", 3, "--spray", "--adopt", "1=logo").ended(0);
    assertTrue(adopted.out().startsWith(first.out().substring(0, first.out().indexOf("page:"))));
    assertTrue(adopted.out().contains("--segmenter \"grid:2x2+masks:"), adopted.out());
    assertEquals(before, files.stream().map(SuspectsCommandTest::text).toList());

    Path masks = run.resolve("adopted/logo");
    explain("grid:2x2+masks:" + masks, "next").ended(0);
    assertTrue(text(folder.resolve("next/sat.csv")).contains(",logo,"));
    // the page of the run is made again, and keeps what was added
    Called.sat("report", run).ended(0);
    assertTrue(Files.isRegularFile(run.resolve("figures/suspects-1.svg")));
  }

  @Test
  void towersNameSuspects() throws IOException {
    Path run = run();
    Called named =
        Called.sat(
                "suspects",
                run,
                "--least",
                3,
                "--clip",
                Fixtures.resource("clip/clip-one"),
                "--words",
                "zebra,horse")
            .ended(0);
    assertTrue(named.out().matches("(?s)suspect 1 \\((zebra|horse)\\): .*"), named.out());
    assertTrue(text(run.resolve("suspects.csv")).matches("(?s).*\n1,(zebra|horse),.*"));
  }

  @Test
  void whatIsWrongNamesTheFlag() throws IOException {
    Path run = run();
    wrong("--adopt logo must be NUMBER=NAME", "suspects", run, "--adopt", "logo");
    wrong("--adopt 1=../x: a name has letters", "suspects", run, "--adopt", "1=../x");
    wrong("--adopt 99=logo: there are", "suspects", run, "--least", 3, "--adopt", "99=logo");
    wrong("--least 1 must be at least 3", "suspects", run, "--least", 1);
    wrong("--words: give at least two", "suspects", run, "--clip", "x", "--words", "logo");
    wrong("--regions 0 must be 1 to 100", "suspects", run, "--regions", 0);
    wrong("layer=nothing is not a layer", "suspects", run, "--layer", "nothing");
  }

  @Test
  void anUnfinishedRunNamesItsCommand() throws IOException {
    Path run = run();
    RunDirectory directory = RunDirectory.read(run);
    RunManifest of = directory.manifest();
    directory.reopen(
        RunManifest.begin(of.kind(), of.configuration(), of.inputs(), of.device(), of.seed()));
    wrong("holds a run that is not finished: run the same sat explain again", "suspects", run);
  }

  private static void wrong(String said, Object... call) {
    Called called = Called.sat(call).ended(2);
    assertTrue(called.err().contains(said), called.err());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
