package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TableRows;

class RuleCheckLawsTest {
  private static final RuleCheck CHECK = new RuleCheck(false, false, 7);
  private static final RuleCheck CONFIDENT = new RuleCheck(true, false, 7);

  @TempDir Path folder;
  private Path run;

  /** Of "it's", 12 images: the logo has shares 1/12 to 12/12 of 1 by lrp-z and half by gradient. */
  @BeforeEach
  void write() throws IOException {
    run = folder.resolve("sat.csv");
    SatCsv.write(run, tables(new Random(1)));
  }

  private static List<SegmentAttribution> tables(Random order) {
    List<List<SegmentAttribution>> tables = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      for (String method : List.of("lrp-z", "gradient")) {
        double logo = method.equals("lrp-z") ? i / 12.0 : 0.5;
        TableRows table = TableRows.of("i" + i).of("it's", "it's", "it's").method(method);
        tables.add(table.segment("logo", logo).segment("rest", 1 - logo).rows());
      }
    }
    Collections.shuffle(tables, order);
    return tables.stream().flatMap(List::stream).toList();
  }

  private List<RuleResult> check(RuleCheck check, String... rules) throws IOException {
    return check.of(run, Stream.of(rules).map(Rule::parse).toList());
  }

  @Test
  void eachRuleHasAResultAMethodInOrder() throws IOException {
    List<RuleResult> results =
        check(CHECK, "rest.rank > 1", "logo.attribution_share > 0.5 by lrp-z", "logo.rank > 1");
    assertEquals(
        List.of(
            "rest.rank > 1 gradient",
            "rest.rank > 1 lrp-z",
            "logo.attribution_share > 0.5 by lrp-z lrp-z",
            "logo.rank > 1 gradient",
            "logo.rank > 1 lrp-z"),
        results.stream().map(r -> r.rule().text() + " " + r.method()).toList());
    // gradient ties both segments at 1.5; lrp-z: logo is 2nd in i1 to i5, ties in i6, 1st after
    assertEquals(1.5, results.get(0).mean());
    assertEquals((5 * 2 + 1.5 + 6) / 12, results.get(4).mean(), 1e-12);
  }

  /** The mean of 1/12 … 12/12, resampled as Bootstrap does with the same seed. */
  @Test
  void theIntervalIsThatOfTheBootstrap() throws IOException {
    RuleResult r = check(CHECK, "logo.attribution_share > 50% in it's by lrp-z").get(0);
    assertEquals(6.5 / 12, r.mean(), 1e-12);
    assertEquals(12, r.found());
    // rows of the matrix are in the order of the ids: i1, i10, i11, i12, i2, …
    double[] byId =
        Stream.of(1, 10, 11, 12, 2, 3, 4, 5, 6, 7, 8, 9).mapToDouble(i -> i / 12.0).toArray();
    double[] means = Bootstrap.seeded(7).sortedMeans(byId);
    assertEquals(Bootstrap.percentile(means, 0.025), r.low(), 1e-12);
    assertEquals(Bootstrap.percentile(means, 0.975), r.high(), 1e-12);
    double above = Arrays.stream(means).filter(m -> m > 0.5).count();
    assertEquals(above / means.length, r.sureness(), 1e-3);
    assertTrue(r.passed());
  }

  /** Of a rule and its opposite the one passes that the other does not, and sureness adds to 1. */
  @ParameterizedTest
  @ValueSource(strings = {"0.2", "0.5", "0.55", "0.9"})
  void oppositeRulesAddUp(String limit) throws IOException {
    List<RuleResult> both =
        check(CHECK, "logo.attribution > " + limit, "logo.attribution <= " + limit);
    for (int i = 0; i < 2; i++) {
      assertTrue(both.get(i).passed() ^ both.get(i + 2).passed());
      assertEquals(1, both.get(i).sureness() + both.get(i + 2).sureness(), 1e-12);
    }
    List<RuleResult> sure =
        check(CONFIDENT, "logo.attribution > " + limit, "logo.attribution <= " + limit);
    for (int i = 0; i < 4; i++) {
      RuleResult r = sure.get(i);
      boolean aside = i < 2 ? r.low() > r.rule().limit() : r.high() <= r.rule().limit();
      assertEquals(aside, r.passed(), "the whole interval lies on one side");
    }
  }

  @Test
  void theOrderOfTablesIsIrrelevant() throws IOException {
    String[] rules = {"logo.rank <= 1.5", "rest.attribution_share < 60%", "rest.detected > 99%"};
    List<RuleResult> before = check(CHECK, rules);
    SatCsv.write(run, tables(new Random(2)));
    assertEquals(before, check(CHECK, rules));
    assertEquals(1, before.get(before.size() - 1).mean());
  }

  @Test
  void whatTheRunDoesNotHaveIsNamed() {
    String method =
        assertThrows(WrongInput.class, () -> check(CHECK, "logo.rank > 1 by lime")).getMessage();
    assertTrue(method.contains("no method 'lime'; the run has gradient, lrp-z"), method);
    String label =
        assertThrows(WrongInput.class, () -> check(CHECK, "logo.rank > 1 in horse")).getMessage();
    assertTrue(label.contains("no image of class 'horse'"), label);
    run = folder.resolve("gone");
    String gone = assertThrows(WrongInput.class, () -> check(CHECK, "logo.rank > 1")).getMessage();
    assertTrue(gone.contains("gone"), gone);
    assertEquals(1, gone.lines().count());
  }

  /** Nothing was measured: it passes only where missing segments are allowed. */
  @Test
  void aSegmentThatIsMissingFailsEveryComparison() throws IOException {
    for (String sign : List.of("<", "<=", ">", ">=")) {
      String rule = "ghost.rank " + sign + " 2 by lrp-z";
      RuleResult r = check(CHECK, rule).get(0);
      assertFalse(r.passed(), rule);
      assertEquals(0, r.found());
      assertEquals(12, r.images());
      assertTrue(Double.isNaN(r.mean()) && Double.isNaN(r.sureness()));
      assertTrue(check(new RuleCheck(true, true, 7), rule).get(0).passed(), rule);
    }
  }

  @Test
  void aFileThatIsNoTableIsACallThatIsWrong() throws IOException {
    Files.writeString(run, "a,b\n1,2\n");
    assertThrows(WrongInput.class, () -> check(CHECK, "logo.rank > 1"));
  }
}
