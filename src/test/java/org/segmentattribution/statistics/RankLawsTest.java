package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.statistics.WilcoxonSignedRank.Alternative;
import org.segmentattribution.statistics.WilcoxonSignedRank.Method;
import org.segmentattribution.statistics.WilcoxonSignedRank.Rule;

/** Ranks, and what is made of them: tie terms, signed ranks, common first places. */
class RankLawsTest {
  @Property(tries = 200)
  void ranksFollowAPermutationAndAnyRisingMap(
      @ForAll @Size(min = 1, max = 15) int[] seeds,
      @ForAll @IntRange(min = 1, max = 9) int base,
      @ForAll Ties ties,
      @ForAll long seed) {
    double[] values = Lists.digits(seeds, base, 1);
    double[] ranks = Ranks.descending(values, ties);
    int[] order = Lists.shuffled(values.length, seed);
    assertArrayEquals(Lists.at(ranks, order), Ranks.descending(Lists.at(values, order), ties));
    assertArrayEquals(
        ranks, Ranks.descending(Arrays.stream(values).map(Math::exp).toArray(), ties));
    double distinct = Arrays.stream(values).distinct().count();
    if (ties == Ties.DENSE) {
      assertEquals(distinct, Arrays.stream(ranks).max().getAsDouble());
    }
    if (ties == Ties.AVERAGE) {
      double[] back = Ranks.descending(Lists.negative(values), ties);
      for (int i = 0; i < ranks.length; i++) {
        assertEquals(ranks.length + 1, ranks[i] + back[i], "read from the other end");
      }
    }
  }

  /** Σ r² loses (t³ - t) / 12 for each group of t ties: the identity behind the corrections. */
  @Property(tries = 200)
  void theTieTermIsWhatSquaresOfRanksLose(
      @ForAll @Size(min = 1, max = 20) int[] seeds, @ForAll @IntRange(min = 1, max = 9) int base) {
    double[] values = Lists.digits(seeds, base, 1);
    double n = values.length;
    double squares = Arrays.stream(Ranks.descending(values, Ties.AVERAGE)).map(r -> r * r).sum();
    assertEquals(n * (n + 1) * (2 * n + 1) / 6 - squares, TieTerm.of(values) / 12, 1e-9);
  }

  @Test
  void tieTermsByHand() {
    assertEquals(0, TieTerm.of(Lists.of(3, 1, 2)));
    assertEquals(6 + 24, TieTerm.of(Lists.of(2, 5, 2, 7, 5, 5)));
    double[] values = {2, 1, 2};
    TieTerm.of(values);
    assertArrayEquals(Lists.of(2, 1, 2), values, "the list itself is not sorted");
  }

  /** p of up to eight pairs, counted over all signs of the ranks that the differences have. */
  @Property(tries = 150)
  void fewPairsHaveTheExactDistribution(
      @ForAll @Size(min = 1, max = 8) int[] seeds, @ForAll @IntRange(min = 2, max = 9) int base) {
    double[] x = Lists.digits(seeds, base, 1);
    double[] y = Lists.digits(seeds, base, 29);
    double[] differences =
        IntStream.range(0, x.length).mapToDouble(i -> x[i] - y[i]).filter(d -> d != 0).toArray();
    double[] sizes = Arrays.stream(differences).map(Math::abs).toArray();
    double[] ranks = Ranks.descending(Lists.negative(sizes), Ties.AVERAGE);
    double observed = 0;
    for (int i = 0; i < ranks.length; i++) {
      observed += differences[i] > 0 ? ranks[i] : 0;
    }
    double greater = 0;
    double less = 0;
    for (int signs = 0; signs < 1 << ranks.length; signs++) {
      double w = 0;
      for (int i = 0; i < ranks.length; i++) {
        w += (signs >> i & 1) * ranks[i];
      }
      greater += w >= observed ? 1.0 / (1 << ranks.length) : 0;
      less += w <= observed ? 1.0 / (1 << ranks.length) : 0;
    }
    assertEquals(greater, p(x, y, Alternative.GREATER), 1e-12);
    assertEquals(less, p(x, y, Alternative.LESS), 1e-12);
    assertEquals(Math.min(1, 2 * Math.min(less, greater)), p(x, y, Alternative.TWO_SIDED), 1e-12);
  }

  private static double p(double[] x, double[] y, Alternative alternative) {
    return WilcoxonSignedRank.test(x, y, alternative, Rule.MODERN).pValue();
  }

  /** 1 to n, all positive, is the least likely of 2^n: from 51 pairs on p is approximate. */
  @ParameterizedTest
  @CsvSource({"12, EXACT", "50, EXACT", "51, APPROXIMATE", "70, APPROXIMATE"})
  void theMethodFollowsTheNumberOfPairs(int pairs, Method method) {
    double[] x = IntStream.rangeClosed(1, pairs).asDoubleStream().toArray();
    WilcoxonSignedRank.Result result =
        WilcoxonSignedRank.test(x, new double[pairs], Alternative.GREATER, Rule.MODERN);
    assertEquals(method, result.method());
    if (method == Method.EXACT) {
      assertEquals(Math.pow(2, -pairs), result.pValue(), 1e-3 * Math.pow(2, -pairs));
    } else {
      assertTrue(result.pValue() > 0 && result.pValue() < 1e-8);
    }
    assertEquals(pairs * (pairs + 1) / 2.0, result.wPlus());
  }

  @Property(tries = 200)
  void commonFirstPlacesWithoutTiesAreASetsIntersection(
      @ForAll @IntRange(min = 1, max = 9) int names,
      @ForAll @IntRange(min = 1, max = 9) int first,
      @ForAll long seed) {
    double[] a = Lists.of(Lists.shuffled(names, seed));
    double[] b = Lists.of(Lists.shuffled(names, seed + 1));
    int places = Math.min(first, names);
    Set<Integer> both = new HashSet<>(first(a, places));
    both.retainAll(first(b, places));
    assertEquals((double) both.size() / places, TopOverlap.of(a, b, first), 1e-12);
  }

  private static Set<Integer> first(double[] values, int places) {
    Set<Integer> first = new HashSet<>();
    for (int i = 0; i < values.length; i++) {
      if (values[i] >= values.length - places) {
        first.add(i);
      }
    }
    return first;
  }

  @Property(tries = 200)
  void overlapIsSymmetricAndFullWithItself(
      @ForAll @Size(min = 1, max = 9) int[] seeds,
      @ForAll @IntRange(min = 1, max = 9) int first,
      @ForAll @IntRange(min = 1, max = 5) int base) {
    double[] a = Lists.digits(seeds, base, 1);
    double[] b = Lists.digits(seeds, base, 37);
    double overlap = TopOverlap.of(a, b, first);
    assertEquals(overlap, TopOverlap.of(b, a, first), 1e-12);
    assertEquals(1, TopOverlap.of(a, a, first), 1e-12);
    assertTrue(overlap >= 0 && overlap <= 1);
    assertEquals(1, TopOverlap.of(a, b, seeds.length), 1e-12, "all places are common");
  }

  /** Against a list where all tie, each of n names is in the first k by k / n: k / n are common. */
  @Property(tries = 50)
  void tiesShareThePlaces(
      @ForAll @IntRange(min = 1, max = 9) int names,
      @ForAll @IntRange(min = 1, max = 9) int first) {
    double[] tied = new double[names];
    double[] order = Lists.of(Lists.shuffled(names, first));
    double k = Math.min(first, names);
    assertEquals(k / names, TopOverlap.of(tied, order, first), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void alphaLiesBetweenNoneAndAll(double alpha) {
    CriticalDifferenceOptions d = CriticalDifferenceOptions.defaults();
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new CriticalDifferenceOptions(
                alpha, d.correction(), d.rule(), d.mode(), d.lowerBetter()));
  }
}
