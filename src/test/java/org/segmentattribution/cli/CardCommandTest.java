package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.segmentattribution.cli.Called.sat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.dataset.scene.SceneClass;

/** {@code sat card} on a run of six scenes a class. */
class CardCommandTest {
  @TempDir static Path folder;
  private static Path run;

  @BeforeAll
  static void explain() throws IOException {
    run = folder.resolve("run");
    TestCalls.draw(folder.resolve("images"), "test", 6);
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
  void ofOtherRunsThereIsNone() throws IOException {
    Called none = sat("card", folder.resolve("rnu")).ended(2);
    assertTrue(none.err().contains("did you mean"), none.err());
    Path masks = folder.resolve("masks");
    sat("segment", "--images", folder.resolve("images"), "--segmenter", "grid:2x2", "--out", masks)
        .ended(0);
    Called other = sat("card", masks).ended(2);
    assertTrue(other.err().contains("cards are written of runs of explain"), other.err());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("card"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aCardIsAPartOfTheRunUntilItsTablesChange() throws IOException {
    Path out = folder.resolve("model/README.md");
    sat("card", run, "--out", out).ended(0);
    assertTrue(Files.exists(out) && Files.exists(folder.resolve("model/card-strip-zebra.png")));
    assertEquals(List.of(), files());

    assertTrue(sat("card", run).ended(0).out().contains("card: " + run.resolve("card.md")));
    assertEquals(List.of("card-strip-horse.png", "card-strip-zebra.png", "card.md"), files());
    String text = Files.readString(run.resolve("card.md"));
    for (String part :
        List.of(
            "## What the classifier looks at",
            "| photographs | 12 explained, from images |",
            "| segments found by | grid:2x2 |",
            "| horse | 6 | ",
            "a photograph horse, ",
            "![photographs of horse: what",
            "](card-strip-zebra.png)",
            "test/horse/",
            "Not measured: no segment was removed",
            "### What this cannot say",
            "| SHA-256 of the model's file | ")) {
      assertTrue(text.contains(part), part + " in\n" + text);
    }
    assertFalse(text.contains(folder.toString()), "folders of the machine");
    BufferedImage strip = ImageIO.read(run.resolve("card-strip-horse.png").toFile());
    assertEquals(240, strip.getHeight());
    byte[] before = Files.readAllBytes(run.resolve("card-strip-horse.png"));
    Files.delete(run.resolve("card-strip-horse.png"));
    sat("card", run).ended(0);
    assertArrayEquals(before, Files.readAllBytes(run.resolve("card-strip-horse.png")));
    assertEquals(text, Files.readString(run.resolve("card.md")));

    // other commands know its files
    sat("report", run).ended(0);
    sat("check", run, "--rule", "r1c1.rank > 0").ended(0);
    explained().ended(0);
    assertEquals(3, files().size());
    // removal adds a sentence a class
    sat("ablate", run, "--fill", "mean").ended(0);
    sat("card", run, "--no-photographs").ended(0);
    assertEquals(List.of("card.md"), files());
    String after = Files.readString(run.resolve("card.md"));
    assertFalse(after.contains("Not measured"), after);

    TestCalls.draw(folder.resolve("images/test/horse/1.png"), SceneClass.HORSE, 9);
    Called changed = sat("card", run).ended(2);
    assertTrue(changed.err().contains("start explain again"), changed.err());
    explained().ended(0);
    assertEquals(List.of(), files(), "its tables have changed");
  }
}
