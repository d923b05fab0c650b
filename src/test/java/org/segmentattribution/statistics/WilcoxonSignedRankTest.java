package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.segmentattribution.statistics.WilcoxonSignedRank.Alternative;
import org.segmentattribution.statistics.WilcoxonSignedRank.Method;
import org.segmentattribution.statistics.WilcoxonSignedRank.Rule;

/** Expected values: scipy 1.16.3 and 1.10.1, {@code wilcoxon(d, alternative="greater")}. */
class WilcoxonSignedRankTest {
  private static WilcoxonSignedRank.Result greater(Rule rule, double... differences) {
    return WilcoxonSignedRank.test(
        differences, new double[differences.length], Alternative.GREATER, rule);
  }

  @Test
  void isScipys() {
    double[] plain = {1, 2, -3, 4, 5, 6, -7.5, 8};
    assertEquals(0.15625, greater(Rule.MODERN, plain).pValue(), 1e-12);
    double[] ties = {1, 1, -1, 2, 3, 3, -4, 5};
    assertEquals(0.109375, greater(Rule.MODERN, ties).pValue(), 1e-12);
    assertEquals(Method.ENUMERATED, greater(Rule.MODERN, ties).method());
    assertEquals(0.125, greater(Rule.LEGACY, ties).pValue(), 1e-12);
    double[] zeros = {0, 0, 1, 2, -3, 4, 5, 6};
    assertEquals(0.078125, greater(Rule.MODERN, zeros).pValue(), 1e-12);
    assertEquals(0.0579, greater(Rule.LEGACY, zeros).pValue(), 5e-5);
    assertEquals(Method.APPROXIMATE, greater(Rule.LEGACY, zeros).method());
  }

  @Test
  void withoutADifferenceThereIsNoTest() {
    WilcoxonSignedRank.Result none = greater(Rule.MODERN, 0, -0.0, 0);
    assertEquals(new WilcoxonSignedRank.Result(3, 3, false, 0, Method.IDENTICAL, 1), none);
    assertEquals(0, none.rankBiserial());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            WilcoxonSignedRank.test(
                new double[1], new double[2], Alternative.GREATER, Rule.MODERN));
  }

  @Test
  void rankBiserialGoesFromOneToOne() {
    assertEquals(1, greater(Rule.MODERN, 1, 2, 3).rankBiserial());
    assertEquals(-1, greater(Rule.MODERN, -1, -2, -3).rankBiserial());
    assertEquals((5.0 - 1) / 6, greater(Rule.MODERN, -1, 2, 3).rankBiserial(), 1e-15);
  }

  /** Whole numbers, so that ties and zeros are common; all rules and lengths occur. */
  @Property(tries = 300)
  void exchangingTheSidesMirrors(
      @ForAll @Size(min = 1, max = 70) int[] seeds, @ForAll @IntRange(min = 1, max = 9) int most) {
    double[] x = Arrays.stream(seeds).mapToDouble(s -> Math.floorMod(s, most)).toArray();
    double[] y = Arrays.stream(seeds).mapToDouble(s -> Math.floorMod(s / 31, most)).toArray();
    for (Rule rule : Rule.values()) {
      WilcoxonSignedRank.Result there = WilcoxonSignedRank.test(x, y, Alternative.GREATER, rule);
      WilcoxonSignedRank.Result back = WilcoxonSignedRank.test(y, x, Alternative.LESS, rule);
      if (rule == Rule.MODERN) {
        assertEquals(there.pValue(), back.pValue(), 1e-12);
        assertEquals(
            WilcoxonSignedRank.test(x, y, Alternative.TWO_SIDED, rule).pValue(),
            WilcoxonSignedRank.test(y, x, Alternative.TWO_SIDED, rule).pValue(),
            1e-12);
      }
      assertEquals(there.rankBiserial(), -back.rankBiserial(), 1e-12);
    }
  }

  @Property(tries = 100)
  void addingANumberToBothChangesNothing(
      @ForAll @Size(min = 1, max = 60) int[] seeds,
      @ForAll @DoubleRange(min = -64, max = 64) double by) {
    double whole = Math.rint(by);
    double[] x = Arrays.stream(seeds).mapToDouble(s -> Math.floorMod(s, 13)).toArray();
    double[] y = Arrays.stream(seeds).mapToDouble(s -> Math.floorMod(s / 31, 13)).toArray();
    assertEquals(
        WilcoxonSignedRank.test(x, y, Alternative.GREATER, Rule.MODERN),
        WilcoxonSignedRank.test(
            Arrays.stream(x).map(v -> v + whole).toArray(),
            Arrays.stream(y).map(v -> v + whole).toArray(),
            Alternative.GREATER,
            Rule.MODERN));
  }
}
