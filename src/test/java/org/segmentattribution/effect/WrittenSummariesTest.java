package org.segmentattribution.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;

class WrittenSummariesTest {
  @TempDir Path folder;

  private static EffectSummary row(String segment, double excess, double leftOut) {
    return row(segment, excess, excess / 4, leftOut, true);
  }

  private static EffectSummary row(
      String segment, double excess, double relative, double leftOut, boolean compared) {
    return new EffectSummary(
        "zebra",
        segment,
        7,
        new Estimate(3, new Interval(1, 4, 0)),
        new EffectSummary.Excess(
            0.1 + 0.2, new Estimate(excess, new Interval(excess - 1, 9, 0)), relative, compared),
        new EffectSummary.Test(0.5, 1),
        new EffectSummary.Shares(0.25, leftOut));
  }

  @Test
  void rowsComeBackAsTheyWereWritten() throws IOException {
    List<EffectSummary> rows =
        List.of(
            row("=sky", 2, 0),
            row("body", 2, 1),
            row("other", Double.NaN, 0),
            row("legs", 2, Double.NaN, 0, true),
            row("tail", Double.NaN, Double.NaN, 0, false));
    Path file = folder.resolve(EffectSummaries.FILE);
    EffectSummaries.write(file, rows);
    List<EffectSummary> read = WrittenSummaries.read(file);
    assertEquals(rows, read);
    assertEquals(
        List.of(
            "",
            "smaller segments cover much of it",
            "no placebo fits beside it",
            "the mean margin is not above 0",
            "no other place was filled"),
        read.stream().map(EffectSummary::doubt).toList());
    assertEquals(
        List.of(true, true, false, false, false),
        read.stream().map(EffectSummary::isRelevant).toList());
  }

  private Path settings(String name, String json) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.writeString(run.resolve(EffectMeasure.FILE), json);
    return run;
  }

  @Test
  void whatMeasurementsDoNotShareIsNamed() throws IOException {
    String form =
        "{\"settings\": {\"fill\": [%s], \"placebo\": \"%s\", \"nested\": \"drop\", \"value\":"
            + " \"logit\", \"combine\": %d, \"seed\": 1}, \"key\": \"x\"}";
    MeasuredWith a =
        MeasuredWith.read(settings("a", form.formatted("\"mean\", \"blur\"", "mirrored", 1)));
    MeasuredWith b =
        MeasuredWith.read(settings("b", form.formatted("\"blur\", \"mean\"", "mirrored", 3)));
    MeasuredWith c = MeasuredWith.read(settings("c", form.formatted("\"mean\"", "none", 1)));
    assertEquals(Optional.empty(), a.difference(b));
    assertEquals(
        Optional.of("fill: blur, mean against mean; placebo: mirrored against none"),
        a.difference(c));
    for (String json : List.of("{", "{}", "[]")) {
      Path run = settings("bad", json);
      WrongInput wrong = assertThrows(WrongInput.class, () -> MeasuredWith.read(run));
      assertTrue(wrong.getMessage().contains("effects.json"), wrong.getMessage());
    }
  }
}
