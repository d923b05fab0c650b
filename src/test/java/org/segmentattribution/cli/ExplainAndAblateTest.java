package org.segmentattribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.command.TestCalls;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.EffectMeasure;

class ExplainAndAblateTest {
  @TempDir Path folder;

  private Called explain(Object... more) {
    Object[] call = {
      "explain",
      "--images",
      folder.resolve("images"),
      "--model",
      TestCalls.MODEL,
      "--segmenter",
      "grid:2x2",
      "--out",
      folder.resolve("run")
    };
    return Called.sat(Stream.concat(Stream.of(call), Stream.of(more)).toArray());
  }

  @Test
  void effectsAreMeasuredAfterwardsWithTheValuesOfTheUsersFile() throws IOException {
    TestCalls.draw(folder.resolve("images"), "test", 2);
    Path run = folder.resolve("run");
    explain().ended(0);
    assertFalse(Files.exists(run.resolve(EffectCsv.FILE)));
    Path config = folder.resolve("a.conf");
    Files.writeString(config, "ablate.fill = [mean]\nablate.value = margin\nplacebo = none\n");
    Called both = explain("--ablate", "--config", config);
    both.ended(0);
    assertTrue(both.out().contains("no other place was filled, so nothing says"), both.out());
    assertTrue(EffectMeasure.inMargins(run));
    try (Stream<String> lines = Files.lines(run.resolve(EffectCsv.FILE))) {
      assertEquals(1 + 4 * 4, lines.count(), "one fill, no placebo");
    }
    Called swapped = Called.sat("ablate", run, "--config", config, "--swap", "r1c1,nothing");
    swapped.ended(2);
    assertTrue(swapped.err().contains("--swap nothing: no image with a label"), swapped.err());
  }
}
