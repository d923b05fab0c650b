package org.segmentattribution.command.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GithubTextTest {
  @Test
  void aRuleThatDoesNotHoldIsAnError() {
    assertEquals(
        List.of(
            "::error title=sat check%3A logo.rank > 3::does not hold under lrp-z: rank 1.500; in 8 of"
                + " 10 images; 95 %25 interval 1.250 to 1.750; holds in 50.0 %25 of resamples"),
        GithubText.annotations(
            List.of(
                Results.of("logo.rank > 3", "lrp-z", false),
                Results.of("logo.rank < 3", "lrp-z", true))));
  }

  /** A name could otherwise begin a command of its own. */
  @Test
  void namesEndNeitherTitleNorMessage() {
    String line =
        GithubText.annotations(
                List.of(Results.of("a,b::error::\n::stop.rank > 30% in x\r\ny", "m:\n1", false)))
            .get(0);
    assertEquals(1, line.lines().count());
    assertTrue(
        line.startsWith(
            "::error title=sat check%3A a%2Cb%3A%3Aerror%3A%3A%0A%3A%3Astop.rank > 30%25 in"
                + " x%0D%0Ay::does not hold under m:%0A1: "),
        line);
  }

  @Test
  void theSummaryHasARowARule() {
    String text =
        GithubText.summary(
            Path.of("runs/a|b"),
            List.of(
                Results.of("logo.rank > 3", "lrp-z", true), Results.absent("watemark.rank > 3")));
    assertEquals(
        "### sat check: 1 of 2 do not hold\n\nRun `runs/a\u2223b`\n\n"
            + "|  | rule | method | measured |\n|---|---|---|---|\n"
            + "| holds | logo.rank > 3 | lrp-z | rank 1.500; in 8 of 10 images; 95 % interval 1.250"
            + " to 1.750; holds in 50.0 % of resamples |\n"
            + "| **fails** | watemark.rank > 3 | lrp-z | 'watemark' occurs in none of 10 images;"
            + " did you mean \"watermark\"? |\n\n",
        text);
    assertTrue(
        GithubText.summary(Path.of("r"), List.of(Results.of("a.rank > 1", "m", true)))
            .startsWith("### sat check: all rules hold\n"));
  }
}
