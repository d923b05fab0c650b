package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.SegmentEffect;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TableRows;

/** Effects in {@code sat aggregate} and {@code sat compare}. */
class EffectCommandsTest {
  @TempDir Path folder;

  /** Ten zebras; without the mane a logit falls by {@code mane}, without other places by 1. */
  private Path run(String name, double mane, boolean effects) throws IOException {
    Path run = Files.createDirectory(folder.resolve(name));
    List<SegmentAttribution> rows = new ArrayList<>();
    List<SegmentEffect> removed = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rows.addAll(
          TableRows.of("i" + i)
              .of("zebra", "zebra", "zebra")
              .segment("mane", 2)
              .segment("sky", 1)
              .rows());
      for (int placebo = 0; placebo < 2; placebo++) {
        removed.add(
            new SegmentEffect(
                "i" + i,
                "zebra",
                "zebra",
                new SegmentEffect.Removal("mane", "mean", placebo, 0, 0, 0, 9),
                new SegmentEffect.Answer(10, 5, "zebra"),
                new SegmentEffect.Answer(10 - (placebo == 0 ? mane : 1), 4, "zebra")));
      }
    }
    SatCsv.write(run.resolve("sat.csv"), rows);
    if (effects) {
      new EffectCsv(false).write(run.resolve(EffectCsv.FILE), removed);
      Files.writeString(
          run.resolve("effects.json"),
          "{\"settings\": {\"fill\": [\"mean\"], \"placebo\": \"mirrored\", \"value\":"
              + " \"logit\"}}");
    }
    return run;
  }

  @Test
  void effectsAreGroupedByTheDefaultColumnsButTheMethod() throws IOException {
    Path run = run("a", 4, true);
    Path out = folder.resolve("out");
    Called called =
        Called.sat("aggregate", run, "--value", "excess,flip-rate", "--format", "csv", "--out", out)
            .ended(0);
    assertTrue(called.err().contains("effects belong to no method; grouped by class,segment"));
    assertEquals(
        "class,segment,images,rows,mean_excess,mean_excess_low,mean_excess_high,excess_deviation,"
            + "excess_median,excess_images,flip_rate,flip_rate_low,flip_rate_high,"
            + "flip_rate_deviation,flip_rate_median\n"
            + "zebra,mane,10,20,3.0,3.0,3.0,0.0,3.0,10,0.0,0.0,0.0,0.0,0.0\n",
        called.out());
    assertEquals(called.out(), Files.readString(out.resolve("aggregate.csv")));
  }

  @ParameterizedTest
  @CsvSource({
    "--value, 'effect,rank', effects or attributions",
    "--value, 'effects', of effects: effect",
    "--aggregation, absolute, leave --aggregation absolute",
    "--vocabulary, mane, --vocabulary out",
    "--by, 'segment,placebo', --by placebo takes",
    "--by, position, --by: no column 'position'",
    "--where, method = 'x', --where",
    "--pool, model, --pool 'model'"
  })
  void whatIsWrongNamesTheFlag(String flag, String value, String said) throws IOException {
    Path run = run("a", 4, true);
    List<Object> call = new ArrayList<>(List.of("aggregate", run));
    call.addAll(flag.equals("--value") ? List.of() : List.of("--value", "excess"));
    if (!flag.equals("--by")) {
      call.addAll(List.of("--by", "segment"));
    }
    call.addAll(List.of(flag, value));
    Called called = Called.sat(call.toArray()).ended(2);
    assertTrue(called.err().contains(said), called.err());
    assertEquals(1, called.err().lines().filter(l -> !l.startsWith("note:")).count(), called.err());
  }

  @Test
  void comparedEffectsAreASecondTableAndAFigure() throws IOException {
    Path a = run("a", 4, true);
    Path b = run("b", 2, true);
    Path out = folder.resolve("out");
    Called called = Called.sat("compare", a, b, "--out", out).ended(0);
    String table = called.out().substring(called.out().indexOf("Without the segment: logit lost"));
    assertTrue(table.contains("zebra  mane     10 pairs     3.000     1.000      -2.000"), table);
    assertFalse(table.contains("sky"), "it was not removed");
    assertTrue(Files.readString(out.resolve("compare.csv")).contains(",excess_difference,"));
    assertTrue(Files.exists(out.resolve("figures/compare-removal.svg")));
  }

  @Test
  void effectsOfOneRunAloneAreSaid() throws IOException {
    Path a = run("a", 4, true);
    Path b = run("b", 2, false);
    Called called = Called.sat("compare", a, b).ended(0);
    assertTrue(called.err().contains("note: only " + a + " has effects"), called.err());
    assertFalse(called.out().contains("Without the segment"));
  }

  @ParameterizedTest
  @CsvSource({
    "mnae.effect > 1, 1, mane",
    "manes.excess > 1 in zebra, 1, mane",
    "mane.effect > 1 in zbera, 2, zebra"
  })
  void rulesOnEffectsSuggestWhatWasMeant(String rule, int code, String meant) throws IOException {
    Called called = Called.sat("check", run("a", 4, true), "--rule", rule).ended(code);
    String said = called.out() + called.err();
    assertTrue(said.contains("did you mean \"" + meant + "\"?"), said);
  }

  @Test
  void resultsGoToGithubAndSarif() throws IOException {
    Path run = run("a", 4, true);
    Path sarif = folder.resolve("new/check.sarif");
    Called called =
        Called.sat(
                "check",
                run,
                "--rule",
                "mane.effect < 1",
                "--rule",
                "sky.rank > 1",
                "--github",
                "--sarif",
                sarif)
            .ended(1);
    List<String> marks = called.out().lines().filter(line -> line.startsWith("::")).toList();
    assertEquals(1, marks.size(), called.out());
    assertTrue(marks.get(0).startsWith("::error title=sat check%3A mane.effect < 1::"));
    assertTrue(Files.readString(sarif).contains("\"ruleId\" : \"mane.effect < 1\""));
    Called passed = Called.sat("check", run, "--rule", "sky.rank > 1", "--github").ended(0);
    assertFalse(passed.out().contains("::"));
    // a line of a name would be a command to the job
    Called lines = Called.sat("check", run, "--rule", "a\n::error::b.rank > 1").ended(1);
    assertFalse(lines.out().lines().anyMatch(line -> line.startsWith("::")), lines.out());
    // a job of GitHub Actions that runs this test has the variable
    assertEquals(
        System.getenv("GITHUB_STEP_SUMMARY") == null,
        passed.err().contains("note: GITHUB_STEP_SUMMARY is not set"));
  }
}
