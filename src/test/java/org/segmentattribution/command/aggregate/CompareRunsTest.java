package org.segmentattribution.command.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.analysis.SegmentComparison;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.SegmentEffect;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TestRow;

class CompareRunsTest {
  @TempDir Path folder;

  /** Images with rock and person; rock's share is about {@code rock}. */
  private Path run(String name, String prefix, String method, double rock) throws IOException {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double share = rock + 0.1 * random.nextDouble();
      String id = prefix + i;
      rows.add(row(id, method, "rock", share, share > 0.5 ? 1 : 2));
      rows.add(row(id, method, "person", 1 - share, share > 0.5 ? 2 : 1));
      if (name.equals("b") && i == 0) {
        rows.add(row(id, method, "sea", 0, 3));
      }
    }
    Path run = Files.createDirectories(folder.resolve(name));
    SatCsv.write(run.resolve("sat.csv"), rows);
    return run;
  }

  private static SegmentAttribution row(
      String id, String method, String segment, double value, double rank) {
    return TestRow.of(id, segment)
        .label("climbing")
        .method(method)
        .with(Column.SEGMENT_ID, (int) rank)
        .mean(value)
        .rank(rank)
        .row();
  }

  private static SegmentComparison of(List<SegmentComparison> all, String segment) {
    return all.stream().filter(c -> c.segment().equals(segment)).findFirst().orElseThrow();
  }

  @Test
  void runsOverTheSameImagesAreComparedPairByPair() throws IOException {
    List<SegmentComparison> all =
        CompareRuns.compare(run("a", "i", "m", 0.7), run("b", "i", "m", 0.2), "", true, 1);
    SegmentComparison rock = of(all, "rock");
    assertEquals(30, rock.pairs());
    assertEquals(-0.5, rock.share().difference().value(), 0.05);
    assertTrue(rock.share().difference().low() < rock.share().difference().value());
    assertTrue(
        rock.share().difference().high() > rock.share().difference().value()
            && rock.share().difference().high() < 0);
    assertEquals(1.0 / 10_000, rock.share().pValue(), 1e-12);
    assertEquals(2.0 / 10_000, rock.shareAdjusted(), 1e-12);
    assertEquals(-1, rock.share().effect());
    assertEquals(1, rock.rank().difference().value());
    assertTrue(Double.isNaN(of(all, "sea").share().pValue()));
    assertEquals(0, of(all, "sea").pairs());
    assertEquals(1, of(all, "sea").imagesB());
  }

  @Test
  void differentExplainedClassesAreSaid() throws IOException {
    Path a = run("a", "i", "m", 0.7);
    assertEquals(List.of(), CompareRuns.alarms(a, run("b", "i", "m", 0.2)));
    assertEquals(List.of(), CompareRuns.alarms(a, run("c", "other", "m", 0.2)));
    Path other = run("d", "i", "m", 0.2);
    Path csv = other.resolve("sat.csv");
    List<String> lines = Files.readAllLines(csv);
    // of two images, both rows
    lines.replaceAll(
        line ->
            line.startsWith("i3,") || line.startsWith("i4,")
                ? line.replace("climbing,climbing,climbing", "climbing,climbing,racing")
                : line);
    Files.write(csv, lines);
    assertEquals(
        List.of(
            new Alarm(
                "They explain different classes.",
                "In 2 of 30 photographs that both runs have: differences are of the classes, too.")),
        CompareRuns.alarms(a, other));
  }

  /** Adds effects: rock's excess is {@code rock} and person's 1, in each of 30 images. */
  private static void ablate(Path run, String prefix, double rock, String settings)
      throws IOException {
    List<SegmentEffect> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double noise = (i % 5 - 2) / 10.0;
      for (String segment : List.of("rock", "person")) {
        double excess = segment.equals("rock") ? rock + noise : 1;
        for (int placebo = 0; placebo < (i == 7 ? 1 : 2); placebo++) {
          rows.add(
              new SegmentEffect(
                  prefix + i,
                  "climbing",
                  "climbing",
                  new SegmentEffect.Removal(segment, "mean", placebo, 0, 0, 0, 9),
                  new SegmentEffect.Answer(10, 5, "climbing"),
                  new SegmentEffect.Answer(9 - (placebo == 0 ? excess : 0), 4, "climbing")));
        }
      }
    }
    new EffectCsv(false).write(run.resolve(EffectCsv.FILE), rows);
    Files.writeString(run.resolve("effects.json"), "{\"settings\": {" + settings + "}}");
  }

  private static final String LOGITS =
      "\"fill\": [\"mean\"], \"placebo\": \"mirrored\", \"value\": \"logit\"";

  @Test
  void effectsAreComparedWhereBothRunsHaveThem() throws IOException {
    Path a = run("a", "i", "m", 0.7);
    Path b = run("b", "i", "m", 0.7);
    assertEquals("", EffectPair.of(a, b).note());
    ablate(a, "i", 4, LOGITS);
    assertTrue(EffectPair.of(a, b).note().startsWith("only " + a + " has effects"));
    assertEquals(
        SegmentComparison.Removal.NONE,
        of(CompareRuns.compare(a, b, "", true, 1), "rock").removal());
    ablate(b, "i", 1.5, LOGITS);
    assertEquals("logit", EffectPair.of(a, b).unit());
    for (boolean byClass : new boolean[] {true, false}) {
      SegmentComparison rock = of(CompareRuns.compare(a, b, "", byClass, 1), "rock");
      // image 7 has no placebo
      assertEquals(new SegmentComparison.Images(29, 29, 29), rock.removal().images());
      assertEquals(4, rock.removal().test().difference().a().value(), 1e-9);
      assertEquals(-2.5, rock.removal().test().difference().difference().value(), 1e-9);
      assertEquals(2e-4, rock.removal().test().adjusted(), 1e-9);
      SegmentComparison sea = of(CompareRuns.compare(a, b, "", byClass, 1), "sea");
      assertFalse(sea.removal().isKnown());
    }
    List<SegmentComparison> some = CompareRuns.compare(a, b, "image_id < 'i2'", true, 1);
    assertEquals(12, of(some, "rock").removal().images().pairs(), "the images that are left");
  }

  @Test
  void effectsOfOtherImagesAreComparedAsGroups() throws IOException {
    Path a = run("a", "i", "m", 0.7);
    Path b = run("b", "j", "m", 0.7);
    ablate(a, "i", 4, LOGITS);
    ablate(b, "j", 1.5, LOGITS);
    SegmentComparison rock = of(CompareRuns.compare(a, b, "", true, 1), "rock");
    assertEquals(-1, rock.removal().images().pairs());
    assertEquals(-2.5, rock.removal().test().difference().difference().value(), 0.1);
  }

  @Test
  void effectsThatWereMeasuredDifferentlyAreNotCompared() throws IOException {
    Path a = run("a", "i", "m", 0.7);
    Path b = run("b", "i", "m", 0.7);
    ablate(a, "i", 4, LOGITS);
    ablate(b, "i", 4, LOGITS.replace("mirrored", "moved"));
    assertEquals(
        "effects are not compared, since they were measured differently: placebo: mirrored against"
            + " moved",
        EffectPair.of(a, b).note());
    assertFalse(of(CompareRuns.compare(a, b, "", true, 1), "rock").removal().isKnown());
    ablate(a, "i", 4, LOGITS.replace("mirrored", "none"));
    ablate(b, "i", 4, LOGITS.replace("mirrored", "none"));
    assertTrue(EffectPair.of(a, b).note().contains("without placebos"));
  }

  @Test
  void otherImagesAreComparedAsGroups() throws IOException {
    SegmentComparison rock =
        of(
            CompareRuns.compare(run("a", "i", "m", 0.5), run("b", "j", "other", 0.5), "", true, 1),
            "rock");
    assertEquals(-1, rock.pairs());
    assertEquals("m", rock.methodA());
    assertEquals("other", rock.methodB());
    assertTrue(rock.share().pValue() > 0.01);
    assertTrue(Math.abs(rock.share().effect()) < 0.5);
  }

  @Test
  void whatCannotBeCompared() throws IOException {
    Path a = run("a", "i", "m", 0.5);
    assertThrows(WrongInput.class, () -> CompareRuns.compare(a, a, "", true, 1));
    Path again = folder.resolve("b/../a");
    Files.createDirectories(folder.resolve("b"));
    String same =
        assertThrows(WrongInput.class, () -> CompareRuns.compare(a, again, "", true, 1))
            .getMessage();
    assertEquals("RUN_A and RUN_B are the same: " + a, same);
    assertThrows(WrongInput.class, () -> CompareRuns.compare(a, folder, "", true, 1));
    Path b = run("b", "i", "m", 0.5);
    assertThrows(WrongInput.class, () -> CompareRuns.compare(a, b, "class = 'x'", true, 1));
    assertEquals("", CompareRuns.compare(a, b, "", false, 1).get(0).className());
  }
}
