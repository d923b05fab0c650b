package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.table.Signs.Direction;

class RemovalVerdictTest {
  private static final double NAN = Double.NaN;

  private static RemovalVerdict of(EffectSummary row, Direction direction) {
    return RemovalVerdict.of(row, Effects.MARGIN, direction);
  }

  private static RemovalVerdict of(double excess, double low, double high) {
    return of(Effects.of("sky", excess, low, high), Direction.NONE);
  }

  @Test
  void aSegmentWithoutARowWasNotRemoved() {
    assertEquals(RemovalVerdict.NOT_REMOVED, of(null, Direction.FOR));
  }

  @Test
  void withoutAnyPlaceboNothingIsCompared() {
    EffectSummary alone = Effects.of("sky", new double[] {9, 8, 10}, new double[] {NAN, NAN, NAN});
    assertEquals(RemovalVerdict.NO_PLACEBO, of(alone, Direction.FOR));
  }

  @Test
  void withoutAnIntervalThereAreTooFewImages() {
    assertEquals(RemovalVerdict.FEW, of(9, NAN, NAN));
  }

  @Test
  void whatMattersIsNeeded() {
    for (Direction direction : new Direction[] {Direction.FOR, Direction.MIXED, Direction.NONE}) {
      assertEquals(RemovalVerdict.NEEDED, of(Effects.of("sky", 2, 1, 3), direction));
    }
  }

  @Test
  void whatMattersContradictsAttributionThatSpeaksAgainst() {
    assertEquals(
        RemovalVerdict.NEEDED_AGAINST_ATTRIBUTION,
        of(Effects.of("sky", 2, 1, 3), Direction.AGAINST));
  }

  @Test
  void aClassThatGainsWithoutItIsHarmedByIt() {
    EffectSummary harmful = Effects.of("sky", -2, -3, -1);
    assertEquals(RemovalVerdict.HARMFUL, of(harmful, Direction.AGAINST));
    for (Direction direction : new Direction[] {Direction.FOR, Direction.MIXED, Direction.NONE}) {
      assertEquals(RemovalVerdict.HARMFUL_AGAINST_ATTRIBUTION, of(harmful, direction));
    }
  }

  @Test
  void aNegativeExcessAloneDoesNotSpeakAgainstTheClass() {
    // its placebos cover the object
    EffectSummary sky =
        Effects.of("sky", new double[] {-0.5, -0.8, -0.3}, new double[] {-5, -6, -4});
    assertEquals(RemovalVerdict.LESS_THAN_ELSEWHERE, of(sky, Direction.AGAINST));
    assertEquals(RemovalVerdict.LESS_THAN_ELSEWHERE, of(-0.5, -0.6, -0.4));
  }

  @Test
  void aSureButSmallExcessIsLittle() {
    assertEquals(RemovalVerdict.LITTLE, of(1, 0.5, 1.6));
  }

  @Test
  void anIntervalWithinWhatDoesNotMatterIsNothing() {
    assertEquals(RemovalVerdict.NOTHING, of(0.2, -0.5, 1.4));
    assertEquals(RemovalVerdict.NOTHING, of(0, 0, 0), "a network that ignores the segment");
  }

  @Test
  void anIntervalThatReachesWhatWouldMatterLeavesItOpen() {
    assertEquals(RemovalVerdict.OPEN, of(0.8, -0.5, 2));
    assertEquals(RemovalVerdict.OPEN, of(-0.8, -2, 0.5));
  }

  @Test
  void withoutAMarginNothingIsWeighed() {
    EffectSummary row =
        Effects.of("zebra", "sky", new double[] {9, 8, 10}, new double[] {9, 8, 10}, -1, 0);
    assertEquals(RemovalVerdict.NO_MARGIN, RemovalVerdict.of(row, NAN, Direction.FOR));
    EffectSummary still =
        Effects.of("zebra", "sky", new double[] {0, 0, 0}, new double[] {0, 0, 0}, -1, 0);
    assertEquals(RemovalVerdict.NOTHING, RemovalVerdict.of(still, NAN, Direction.FOR));
  }
}
