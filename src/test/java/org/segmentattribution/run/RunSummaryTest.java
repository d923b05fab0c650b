package org.segmentattribution.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.api.WrongInput;

class RunSummaryTest {
  private static RunSummary of(int images, int rows, int skipped) {
    return new RunSummary(images, rows, skipped, 1.25, Double.NaN);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 40, 0, NaN, '10 images explained, 40 rows, 0 skipped (1.3 s)'",
    "10, 32, 2, NaN, '8 images explained, 32 rows, 2 skipped, listed in failures.csv (1.3 s)'",
    "1, 4, 0, 0.666, '1 image explained, 4 rows, 0 skipped (1.3 s; the classifier was at work 67 % of it)'"
  })
  void oneLineSaysWhatCameOut(int images, int rows, int skipped, double busy, String line) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY); // its decimal point is a comma
      assertEquals(line, new RunSummary(images, rows, skipped, 1.26, busy).line());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void countsAreReadBack() {
    RunSummary summary = of(10, 32, 2).with(List.of("The model is wrong.", "So is this."));
    RunSummary read = RunSummary.of(summary.counts());
    assertEquals(10, read.images());
    assertEquals(32, read.rows());
    assertEquals(2, read.skipped());
    assertEquals(8, read.explained());
    assertEquals(summary.alarms(), read.alarms());
    assertEquals(0, read.seconds(), "how long an earlier call took is no matter now");
    assertEquals(
        List.of("images", "rows", "skipped", "alarms", "found"),
        List.copyOf(summary.counts().keySet()));
  }

  @Test
  void ofAnEarlierVersionThereAreNoAlarms() {
    Map<String, Object> counts = Map.of("images", 3L, "rows", 12, "skipped", 0);
    assertEquals(List.of(), RunSummary.of(counts).alarms());
    assertEquals(3, RunSummary.of(counts).images());
  }

  @Test
  void aMissingNumberIsDamage() {
    for (Map<String, Object> counts :
        List.<Map<String, Object>>of(Map.of(), Map.of("images", "many"))) {
      WrongInput error = assertThrows(WrongInput.class, () -> RunSummary.of(counts));
      assertEquals("run.json is damaged: its summary has no number of images", error.getMessage());
    }
  }

  @Test
  void runsAddUp() {
    RunSummary a = of(10, 32, 2).with(List.of("A."));
    RunSummary b = of(5, 20, 0);
    RunSummary c = of(1, 0, 1).with(List.of("C.", "D."));
    RunSummary sum = RunSummary.sum(List.of(a, b, c));
    assertEquals(16, sum.images());
    assertEquals(52, sum.rows());
    assertEquals(3, sum.skipped());
    assertEquals(3.75, sum.seconds());
    assertEquals(List.of("A.", "C.", "D."), sum.alarms());
    assertEquals(a.explained() + b.explained() + c.explained(), sum.explained());
    RunSummary nested = RunSummary.sum(List.of(RunSummary.sum(List.of(a, b)), c));
    assertEquals(sum.counts(), nested.counts());
    assertEquals(0, RunSummary.sum(List.of()).images());
    assertTrue(Double.isNaN(sum.busy()), "shares of different times do not add up");
  }

  @Test
  void leavingOutKeepsWhatWasExplained() {
    RunSummary all = of(10, 32, 2);
    RunSummary less = all.leavingOut(5);
    assertEquals(all.explained(), less.explained());
    assertEquals(5, less.skipped());
    assertEquals(13, less.images());
    assertEquals(all, all.leavingOut(2));
  }

  @Test
  void alarmsAreCopied() {
    List<String> alarms = new ArrayList<>(List.of("A."));
    RunSummary summary = of(1, 1, 0).with(alarms);
    alarms.clear();
    assertEquals(List.of("A."), summary.alarms());
  }
}
