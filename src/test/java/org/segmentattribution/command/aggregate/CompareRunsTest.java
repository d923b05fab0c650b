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
import org.segmentattribution.analysis.Changes;
import org.segmentattribution.analysis.ComparisonOutput;
import org.segmentattribution.analysis.SegmentComparison;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.SegmentEffect;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.ChangeSentence;
import org.segmentattribution.report.answer.SegmentChange;
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
    return row(id, method, segment, value, rank, (int) rank);
  }

  private static SegmentAttribution row(
      String id, String method, String segment, double value, double rank, int number) {
    return TestRow.of(id, segment)
        .label("climbing")
        .method(method)
        .with(Column.SEGMENT_ID, number)
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

  /** Adds to every table what lies outside: {@code outside} beside segments that add up to 1. */
  private static void outside(Path run, String prefix, double outside) throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>(SatCsv.read(run.resolve("sat.csv")));
    for (int i = 0; i < 30; i++) {
      String name = SegmentNames.ELSEWHERE;
      rows.add(row(prefix + i, "m", name, outside + i % 5 / 100.0, Double.NaN, 9));
    }
    SatCsv.write(run.resolve("sat.csv"), rows);
  }

  @Test
  void whatLiesOutsideIsComparedToo() throws IOException {
    Path a = run("a", "i", "m", 0.7);
    Path b = run("b", "i", "m", 0.2);
    List<SegmentComparison> without = CompareRuns.compare(a, b, "", true, 1);
    outside(a, "i", 1);
    assertEquals(without, CompareRuns.compare(a, b, "", true, 1), "in one run alone");
    assertEquals(
        "what lies outside every segment is not compared: %s has no row elsewhere; it was explained without, or its masks leave nothing"
            .formatted(b),
        CompareRuns.note(a, b));
    outside(b, "i", 0.25);
    assertEquals("", CompareRuns.note(a, b));
    List<SegmentComparison> all = CompareRuns.compare(a, b, "", true, 1);
    assertEquals(without, all.subList(0, all.size() - 1), "segments are as without it");
    SegmentComparison outside = all.get(all.size() - 1);
    assertTrue(outside.isElsewhere());
    assertEquals(30, outside.pairs());
    // 1.02 beside segments that add up to 1, 0.27 likewise, and the mean over five such values
    assertEquals(0.505, outside.share().a().value(), 1e-3);
    assertEquals(0.2125, outside.share().b().value(), 1e-3);
    assertEquals(1e-4, outside.share().pValue(), 1e-12);
    assertEquals(3e-4, outside.shareAdjusted(), 1e-12, "over two segments and itself");
    assertTrue(Double.isNaN(outside.rank().a().value()));
    assertTrue(
        ComparisonOutput.brief(all).rows().get(3).contains("elsewhere"),
        "the last row of its class");
    SegmentChange change = Changes.of(all).get(3);
    assertTrue(change.outside());
    assertEquals(
        "In climbing, B looks less at what lies outside every segment: 21\u00a0% of the attribution"
            + " instead of 50\u00a0%.",
        ChangeSentence.of(List.of(change), "B").get(0).sentence().text());
  }

  @Test
  void saysWhichClassesTheyHaveAndNamesNoFlagThatWasNotGiven() throws IOException {
    Path a = run("a", "i", "m", 0.7);
    Path b = Files.createDirectories(folder.resolve("b"));
    SatCsv.write(b.resolve("sat.csv"), List.of(TestRow.of("i0", "rock").method("m").row()));
    assertEquals(
        a
            + " and "
            + b
            + " have no class and method in common: climbing by m against zebra by m;"
            + " --all-classes compares all images together, by one method",
        assertThrows(WrongInput.class, () -> CompareRuns.compare(a, b, "", true, 1))
            .show(key -> "--" + key));
  }

  @Test
  void saysInOneLineThatNothingIsInBoth() throws IOException {
    Path a = run("a", "i", "m", 0.7);
    Path b = folder.resolve("b");
    Files.createDirectories(b);
    SatCsv.write(
        b.resolve("sat.csv"), List.of(row("i0", "m", "sea", 1, 1), row("i0", "m", "sand", 0.5, 2)));
    List<SegmentComparison> all = CompareRuns.compare(a, b, "", true, 1);
    assertEquals(
        List.of(
            new Alarm(
                "Nothing can be compared.",
                "No segment is in both: A has person, rock, and B has sand, sea.")),
        CompareRuns.alarms(all));
    SatCsv.write(
        b.resolve("sat.csv"),
        List.of(
            row("i99", "m", "sea", 1, 1),
            row("i1", "m", "rocks", 0.5, 2),
            row("i99", "m", "rock", 0.5, 2)));
    assertEquals(
        "No segment of A has photographs in which B has it, too.",
        CompareRuns.alarms(CompareRuns.compare(a, b, "", true, 1)).get(0).text());
    assertEquals(
        List.of(),
        CompareRuns.alarms(CompareRuns.compare(a, run("c", "i", "m", 0.2), "", true, 1)));
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
