package org.segmentattribution.command.mend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.EffectSummaries;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;

class ProposalTest {
  private static EffectSummary row(String className, String segment, double relative) {
    Estimate excess = new Estimate(relative, new Interval(relative - 0.1, relative + 0.1, 0));
    return new EffectSummary(
        className,
        segment,
        10,
        excess,
        new EffectSummary.Excess(0, excess, relative, true),
        new EffectSummary.Test(0.01, 0.01),
        new EffectSummary.Shares(0, 0));
  }

  /** Zebras have a mark and a zebra, horses neither. */
  private static SlicedRun run() {
    Map<String, SlicedRun.Image> images = new LinkedHashMap<>();
    for (int i = 0; i < 10; i++) {
      images.put("z" + i, new SlicedRun.Image("zebra", true, Set.of("mane", "mark", "Zebra")));
      images.put("h" + i, new SlicedRun.Image("horse", i > 3, Set.of("mane")));
    }
    return new SlicedRun(images, List.of("horse"));
  }

  @Test
  void theLargestLossWinsAmongWhatIsUneven() {
    Proposal proposal =
        Proposal.of(
                List.of(
                    row("zebra", "mane", 0.9),
                    row("zebra", "Zebra", 0.8),
                    row("zebra", "mark", 0.5),
                    row(EffectSummaries.ALL, "mark", 0.95)),
                run())
            .orElseThrow();
    assertEquals("mark", proposal.segment());
    assertEquals("zebra", proposal.className());
    assertFalse(proposal.asked());
  }

  @Test
  void whatIsInAllClassesAlikeIsNotProposed() {
    List<EffectSummary> rows = List.of(row("zebra", "mane", 0.9));
    assertTrue(Proposal.of(rows, run()).isEmpty());
    assertTrue(Proposal.whyNone(rows).contains("needed are: mane"), Proposal.whyNone(rows));
    assertEquals(0.1, Proposal.unevenness("mane", run()), 0.02, "one horse has no segment");
    assertEquals(1, Proposal.unevenness("mark", run()));
  }

  @Test
  void whatMattersLittleIsNotProposed() {
    List<EffectSummary> rows = List.of(row("zebra", "mark", 0.1));
    assertTrue(Proposal.of(rows, run()).isEmpty());
    assertTrue(Proposal.whyNone(rows).contains("none surely costs more"), Proposal.whyNone(rows));
  }

  @Test
  void aNamedSegmentIsTaken() {
    List<EffectSummary> rows = List.of(row("horse", "mane", 0.2), row("zebra", "mane", 0.9));
    Proposal proposal = Proposal.named("mane", rows);
    assertEquals("zebra", proposal.className());
    assertTrue(proposal.asked());
    assertTrue(
        assertThrows(WrongInput.class, () -> Proposal.named("tail", rows))
            .getMessage()
            .contains("the segments are mane"));
  }

  @Test
  void slicesCountWhoIsRight() {
    assertEquals(16, run().right().right());
    assertEquals(10, run().right("zebra", "mark", true).of());
    assertEquals(6, run().right("horse", "mark", false).right());
    assertEquals(0, run().having("mark", "horse").right());
    assertEquals(10, run().without("mark").of());
  }
}
