package org.segmentattribution.cli.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.cli.Called.sat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.cli.Called;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.dataset.scene.SceneClass;
import org.segmentattribution.run.RunDirectory;

/** {@code sat slices} on a run of eight scenes a class. */
class SlicesCommandTest {
  @TempDir static Path folder;
  private static Path run;

  @BeforeAll
  static void explain() throws IOException {
    run = folder.resolve("run");
    TestCalls.draw(folder.resolve("images"), "test", 8);
    explained().ended(0);
  }

  private static Called explained() {
    return sat(
        "explain",
        "--images",
        folder.resolve("images"),
        "--model",
        TestCalls.MODEL,
        "--segmenter",
        "grid:2x2",
        "--method",
        "lrp-z",
        "--out",
        run);
  }

  @Test
  void slicesAreAPartOfTheRunUntilItsTablesChange() throws IOException {
    Called small = sat("slices", run).ended(0);
    assertTrue(small.out().startsWith("No slice has enough photographs to compare: "), small.out());

    Called called = sat("slices", run, "--min-images", 2).ended(0);
    assertTrue(called.out().contains("page: " + run.resolve("slices.html")), called.out());
    List<String> rows = Files.readAllLines(run.resolve("slices.csv"));
    assertTrue(
        rows.get(0).startsWith("class,segment,kind,images,images_rest,accuracy,accuracy_rest,"));
    assertTrue(rows.stream().anyMatch(row -> row.startsWith("zebra,r1c1,")), "" + rows);
    String page = Files.readString(run.resolve("slices.html"));
    assertTrue(page.contains("\u201cWithout\u201d means") && page.contains("All numbers"));
    assertTrue(RunDirectory.read(run).isIntact(), "run.json knows the new files");

    Files.delete(run.resolve("slices.csv"));
    sat("check", run, "--rule", "r1c1.rank > 0").ended(0);
    sat("slices", run, "--min-images", 2).ended(0);
    assertEquals(rows, Files.readAllLines(run.resolve("slices.csv")), "the same bytes");
    assertEquals(page, Files.readString(run.resolve("slices.html")));

    TestCalls.draw(folder.resolve("images/test/horse/0001.png"), SceneClass.HORSE, 77);
    explained().ended(0);
    assertFalse(
        Files.exists(run.resolve("slices.csv")) || Files.exists(run.resolve("slices.html")));
  }

  @Test
  void wrongCallsAreRefused() throws IOException {
    Called method = sat("slices", run, "--method", "lrp-zz").ended(2);
    assertTrue(method.err().contains("--method lrp-zz: the run has lrp-z"), method.err());
    Called one = sat("slices", run, "--min-images", 1).ended(2);
    assertTrue(one.err().contains("--min-images 1 must be at least 2"), one.err());
    Path masks = folder.resolve("masks");
    sat("segment", "--images", folder.resolve("images"), "--segmenter", "grid:2x2", "--out", masks)
        .ended(0);
    Called other = sat("slices", masks).ended(2);
    assertTrue(other.err().contains("slices are of runs of explain"), other.err());
  }
}
