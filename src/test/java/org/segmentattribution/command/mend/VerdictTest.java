package org.segmentattribution.command.mend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.slice.SliceKind;
import org.segmentattribution.slice.SlicedImage;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;

class VerdictTest {
  private static final double CHANCE = 0.5;

  /** Right ones of 100 photographs as they are and swapped, before and after. */
  private static Verdict of(int plain, int swapped, int plainAfter, int swappedAfter, double low) {
    return Verdict.of(
        change(plain, plainAfter),
        change(swapped, swappedAfter),
        new Estimate(low + 0.02, new Interval(low, low + 0.04, 0)));
  }

  private static AccuracyChange change(int before, int after) {
    return new AccuracyChange(
        "",
        new AccuracyChange.Right(before, 100),
        new AccuracyChange.Right(after, 100),
        CHANCE,
        true);
  }

  @Test
  void whatNeedsItNoMoreAndIsRightEitherWayIsDone() {
    assertEquals(Verdict.YES, of(100, 0, 93, 92, -0.04));
    assertEquals(Verdict.PARTLY, of(100, 0, 98, 90, 0.1));
    assertEquals(Verdict.OPEN, of(100, 0, 98, 95, 0.03));
  }

  @Test
  void aSmallNeedThatIsGoneCountsWithoutAGain() {
    assertEquals(Verdict.YES, of(98, 95, 98, 97, -0.02));
    assertEquals(Verdict.NO, of(98, 95, 98, 96, 0.2), "it still needs it, and gained nothing");
    assertEquals(Verdict.NO, of(98, 95, 90, 90, -0.02), "it lost and gained nothing");
  }

  @Test
  void aClassifierThatGuessesDidNotGainFromNothing() {
    assertEquals(Verdict.NO, of(100, 0, 55, 50, -0.1));
  }

  @Test
  void aGainAtAPriceIsNotDone() {
    assertEquals(Verdict.PRICE, of(100, 0, 75, 74, -0.04));
  }

  @Test
  void unknownNeedIsNoYes() {
    assertEquals(Verdict.OPEN, Verdict.of(change(100, 96), change(0, 95), Estimate.NONE));
  }

  @Test
  void aFallWithinChanceIsNoLoss() {
    assertTrue(
        Verdict.isLess(new AccuracyChange.Right(160, 160), new AccuracyChange.Right(150, 160)));
    assertFalse(
        Verdict.isLess(new AccuracyChange.Right(139, 140), new AccuracyChange.Right(135, 140)));
  }

  @Test
  void slicesOfEitherRunAreListedWhateverTheirSize() {
    List<SlicedImage> before =
        List.of(image("a", true, 1, true), image("b", true, 1, true), image("c", false, 0, false));
    List<SlicedImage> after =
        List.of(
            image("a", true, -1, false), image("b", false, 1, false), image("c", true, 0, false));
    List<RoundSlices.Row> rows = RoundSlices.rows(before, after, "mark");
    assertEquals(
        List.of(
            SliceKind.PRESENT,
            SliceKind.ABSENT,
            SliceKind.FIRST,
            SliceKind.NOT_FIRST,
            SliceKind.FOR,
            SliceKind.AGAINST),
        rows.stream().map(RoundSlices.Row::kind).toList());
    assertEquals(new AccuracyChange.Right(2, 2), rows.get(2).a());
    assertEquals(new AccuracyChange.Right(0, 0), rows.get(2).b());
    assertEquals(new AccuracyChange.Right(1, 2), rows.get(3).b());
    assertEquals(new AccuracyChange.Right(1, 1), rows.get(5).b());
  }

  /** An image with a mane and, unless its sign is 0, a mark. */
  private static SlicedImage image(String id, boolean right, int sign, boolean first) {
    SlicedImage.Place mane = new SlicedImage.Place(!first, 1);
    return new SlicedImage(
        id,
        "zebra",
        right,
        0.9,
        sign == 0
            ? Map.of("mane", mane)
            : Map.of("mane", mane, "mark", new SlicedImage.Place(first, sign)),
        Set.of());
  }
}
