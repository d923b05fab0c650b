package org.segmentattribution.statistics.groups;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A two-sided permutation test for the difference of two means that stops as soon as the answer is
 * clear (Besag and Clifford 1991): after {@link #HITS} permutations with a difference at least as
 * large, p is their share; otherwise p = (1 + hits) / (1 + permutations).
 *
 * @param permutations largest number of permutations
 * @param seed of the draws; equal seeds give equal p-values
 */
public record SequentialPermutation(int permutations, long seed) {
  /** So many differences as large as the observed one end the test. */
  static final int HITS = 20;

  /** Sums that differ only by rounding count as equal. */
  private static final double ROUNDING = 1e-12;

  /** Checks that there is at least one permutation. */
  public SequentialPermutation {
    if (permutations < 1) {
      throw new IllegalArgumentException("permutations must be at least 1: " + permutations);
    }
  }

  /**
   * Tests whether the means of two groups are equal, by exchanging cases between them.
   *
   * @param a one group, at least one case, without NaN
   * @param b the other group, likewise
   */
  public double pValue(double[] a, double[] b) {
    if (a.length > b.length) {
      // the smaller group is drawn
      return pValue(b, a);
    }
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    double expected = Arrays.stream(all).sum() * a.length / all.length;
    double observed =
        Math.abs(Arrays.stream(a).sum() - expected)
            - ROUNDING * Arrays.stream(all).map(Math::abs).sum();
    SplittableRandom random = new SplittableRandom(seed);
    int hits = 0;
    for (int p = 1; p <= permutations; p++) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        int j = i + random.nextInt(all.length - i);
        double drawn = all[j];
        all[j] = all[i];
        all[i] = drawn;
        sum += drawn;
      }
      hits += Math.abs(sum - expected) >= observed ? 1 : 0;
      if (hits == HITS) {
        return (double) hits / p;
      }
    }
    return (1.0 + hits) / (1.0 + permutations);
  }
}
