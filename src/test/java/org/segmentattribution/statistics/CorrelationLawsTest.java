package org.segmentattribution.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What holds of every rank correlation. */
class CorrelationLawsTest {
  private static final double[] A = {1, 2, 2, 3, 5, 5, 5, 8};
  private static final double[] B = {2, 1, 4, 4, 3, 6, 7, 7};

  /** scipy 1.17.1, {@code stats.kendalltau(A, B)} and {@code stats.spearmanr(A, B)}. */
  @Test
  void tiesAreScipys() {
    assertEquals(0.6405126152203486, KendallTau.b(A, B), 1e-15);
    assertEquals(0.7641078192857804, Spearman.rho(A, B), 1e-15);
  }

  /** 5 pairs: 8 concordant, 2 discordant; 1 - 6 Σd² / (n (n² - 1)) with d = 0 1 1 1 1. */
  @Test
  void workedByHand() {
    double[] a = {1, 2, 3, 4, 5};
    double[] b = {1, 3, 2, 5, 4};
    assertEquals((8 - 2) / 10.0, KendallTau.b(a, b), 1e-15);
    assertEquals(1 - 6 * 4 / (5 * 24.0), Spearman.rho(a, b), 1e-15);
  }

  @Test
  void aConstantListHasNoCorrelation() {
    double[] flat = {3, 3, 3};
    double[] rising = {1, 2, 3};
    assertTrue(Double.isNaN(Spearman.rho(flat, rising)));
    assertTrue(Double.isNaN(Spearman.rho(rising, flat)));
    assertTrue(Double.isNaN(Spearman.rho(new double[] {1}, new double[] {1})));
    assertTrue(Double.isNaN(Spearman.rho(new double[0], new double[0])));
    assertTrue(Double.isNaN(KendallTau.b(new double[] {0.0, -0.0}, new double[] {1, 2})));
    assertThrows(IllegalArgumentException.class, () -> Spearman.rho(flat, new double[2]));
    assertThrows(IllegalArgumentException.class, () -> KendallTau.b(flat, new double[2]));
  }

  @Property(tries = 200)
  void tauIsSymmetricBoundedAndBlindToOrderAndScale(
      @ForAll @Size(min = 2, max = 14) int[] seeds,
      @ForAll @IntRange(min = 2, max = 9) int base,
      @ForAll long seed) {
    laws(KendallTau::b, seeds, base, seed);
  }

  @Property(tries = 200)
  void rhoIsSymmetricBoundedAndBlindToOrderAndScale(
      @ForAll @Size(min = 2, max = 14) int[] seeds,
      @ForAll @IntRange(min = 2, max = 9) int base,
      @ForAll long seed) {
    laws(Spearman::rho, seeds, base, seed);
  }

  private interface Correlation {
    double of(double[] a, double[] b);
  }

  private static void laws(Correlation correlation, int[] seeds, int base, long seed) {
    double[] a = Lists.digits(seeds, base, 1);
    double[] b = Lists.digits(seeds, base, 31);
    double value = correlation.of(a, b);
    assertEquals(value, correlation.of(b, a), 1e-12, "symmetric");
    assertEquals(-value, correlation.of(a, Lists.negative(b)), 1e-12, "antisymmetric");
    int[] order = Lists.shuffled(a.length, seed);
    assertEquals(value, correlation.of(Lists.at(a, order), Lists.at(b, order)), 1e-12, "order");
    assertEquals(value, correlation.of(map(a, (v, x) -> v * v * v + x, 2), b), 1e-12, "monotone");
    assertTrue(Double.isNaN(value) || Math.abs(value) <= 1 + 1e-12, "bounded");
    double own = correlation.of(a, a);
    assertTrue(Double.isNaN(own) || Math.abs(own - 1) < 1e-12, "agrees with itself");
  }

  private static double[] map(double[] values, DoubleBinaryOperator by, double parameter) {
    return Arrays.stream(values).map(v -> by.applyAsDouble(v, parameter)).toArray();
  }

  /** Without ties W of m lists is ((m - 1) ρ̄ + 1) / m, ρ̄ the mean rho over pairs of lists. */
  @Property(tries = 100)
  void wIsTheMeanRhoOfAllPairs(
      @ForAll @IntRange(min = 2, max = 5) int lists,
      @ForAll @IntRange(min = 3, max = 8) int names,
      @ForAll long seed) {
    double[][] values = new double[lists][];
    Arrays.setAll(values, i -> Lists.of(Lists.shuffled(names, seed + i)));
    double sum = 0;
    for (int i = 0; i < lists; i++) {
      for (int j = 0; j < i; j++) {
        sum += Spearman.rho(values[i], values[j]);
      }
    }
    double mean = sum / (lists * (lists - 1) / 2.0);
    assertEquals(((lists - 1) * mean + 1) / lists, KendallW.of(values).w(), 1e-12);
  }

  @Test
  void wOfOppositesIsNoneAndOfTiesUndefined() {
    double[] up = {1, 2, 3, 4};
    assertEquals(0, KendallW.of(new double[][] {up, Lists.negative(up)}).w(), 1e-15);
    assertEquals(1, KendallW.of(new double[][] {up, up, up}).w(), 1e-15);
    double[] flat = {2, 2, 2};
    assertTrue(Double.isNaN(KendallW.of(new double[][] {flat, flat}).w()));
    assertTrue(Double.isNaN(KendallW.of(new double[0][]).w()));
  }
}
