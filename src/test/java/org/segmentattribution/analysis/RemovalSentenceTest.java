package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.report.answer.Removed;
import org.segmentattribution.table.Signs.Direction;

class RemovalSentenceTest {
  private static final double NAN = Double.NaN;

  private static RemovalSentence of(EffectSummary... rows) {
    return new RemovalSentence(List.of(rows), "logit", true);
  }

  private static String whole(EffectSummary... rows) {
    return of(rows).whole(rows[0].segment(), Direction.FOR).replace('\u00a0', ' ');
  }

  @Test
  void whatIsNeededByBothIsSaidWithItsNumbers() {
    assertEquals(
        "By removal, too: the model needs mane. Without it, the logit falls by 4.00 more than"
            + " without other places of its shape (95 % interval 3.00 to 5.00); the prediction"
            + " changes in 25.0 % of the fillings. It also needs legs (2.00).",
        whole(Effects.of("mane", 4, 3, 5), Effects.of("legs", 2, 1.6, 3)));
    assertEquals(Removed.NEEDED, of(Effects.of("mane", 4, 3, 5)).removed("mane", Direction.FOR));
  }

  @Test
  void whatChangesNothingNamesWhatMatters() {
    assertEquals(
        "But removing sky changes nothing that removing other places does not: excess 0.100 (95 %"
            + " interval \u22120.500 to 0.700). What it needs: mane (4.00).",
        whole(Effects.of("sky", 0.1, -0.5, 0.7), Effects.of("mane", 4, 3, 5)));
  }

  @Test
  void nothingAtAllIsSaid() {
    assertTrue(
        whole(Effects.of("sky", 0.1, -0.5, 0.7), Effects.of("mane", 1, 0.5, 1.2))
            .endsWith(" By removal, no segment matters beyond other places."));
  }

  @Test
  void whatCannotBeComparedMayMatter() {
    EffectSummary few = Effects.of("mane", new double[] {9, 8, 10}, new double[] {8, NAN, NAN});
    EffectSummary weak = Effects.of("tail", new double[] {1, 0, 2}, new double[] {1, NAN, NAN});
    EffectSummary sky = Effects.of("sky", 0.1, -0.5, 0.7);
    assertTrue(
        whole(sky, few, weak)
            .endsWith(" By removal, no segment is known to matter; too little is known of mane."));
  }

  @Test
  void aSegmentThatHarmsTheClassRaisesTheValue() {
    assertEquals(
        "By removal, too: sky speaks against the class. Without it, the logit rises by 4.00 (95 %"
            + " interval 3.00 to 5.00). By removal, no segment matters beyond other places.",
        of(Effects.of("sky", -4, -5, -3)).whole("sky", Direction.AGAINST).replace('\u00a0', ' '));
  }

  @Test
  void withoutAFirstSegmentOnlyRemovalSpeaks() {
    RemovalSentence sentence = of(Effects.of("mane", 4, 3, 5), Effects.of("sky", 0, -1, 1));
    assertEquals("By removal, these matter: mane (4.00).", sentence.whole(null, Direction.NONE));
  }

  @Test
  void aRunWithoutPlacebosComparesNothing() {
    EffectSummary row = Effects.of("sky", new double[] {9, 8, 10}, new double[] {NAN, NAN, NAN});
    RemovalSentence sentence = new RemovalSentence(List.of(row), "logit", false);
    assertEquals(Removed.UNKNOWN, sentence.removed("sky", Direction.FOR));
    assertTrue(sentence.whole("sky", Direction.FOR).contains("no placebos"));
  }

  @Test
  void smallerSegmentsThatStayedAreSaid() {
    double[] four = {4, 3, 5};
    String text = whole(Effects.of("zebra", "body", four, four, Effects.MARGIN, 0.5));
    assertTrue(text.contains("(Only what smaller segments do not cover was removed.)"), text);
  }

  @Test
  void theMarginOfAClassComesFromAnyRow() {
    EffectSummary still = Effects.of("sky", 0, -1, 1);
    assertTrue(Double.isNaN(of(still).margin()));
    assertEquals(10, of(still, Effects.of("mane", 4, 3, 5)).margin(), 1e-12);
  }

  @Test
  void noSentenceContradictsItsRow() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double excess = random.nextDouble(-4, 4);
      double half = random.nextDouble(3);
      double shift = random.nextDouble(-2, 2);
      EffectSummary row =
          Effects.of(
              "zebra",
              "sky",
              new double[] {excess + shift, excess + shift - half, excess + shift + half},
              new double[] {excess, excess - half, excess + half},
              random.nextInt(5) == 0 ? -1 : 10,
              0);
      for (Direction direction : Direction.values()) {
        String text = of(row).whole("sky", direction);
        assertEquals(
            row.isRelevant(),
            text.contains("the model needs sky.") || text.contains("sky speaks for the class"),
            text);
        assertEquals(row.isRelevant(), !text.contains("no segment"), text);
        if (text.contains("speaks against the class")) {
          assertTrue(row.effect().interval().high() < 0, text);
          assertTrue(row.excess().mean().interval().high() < 0, text);
        }
        if (text.contains("changes nothing")) {
          assertTrue(excess - half <= 0 && excess + half >= 0, text);
          assertTrue(Math.abs(row.excess().relative()) < EffectSummary.LEAST_RELEVANT, text);
        }
        assertFalse(text.contains("NaN"), text);
      }
    }
  }
}
