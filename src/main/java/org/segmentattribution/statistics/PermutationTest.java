package org.segmentattribution.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Two-sided permutation tests for a difference of means: p = (1 + hits) / (1 + B), or the exact p
 * where there are at most B permutations.
 *
 * @param permutations number of permutations, B
 * @param seed of the draws; equal seeds give equal p-values
 */
public record PermutationTest(int permutations, long seed) {
  /** Sums that differ only by rounding count as equal. */
  private static final double ROUNDING = 1e-12;

  /** Checks that there is at least one permutation. */
  public PermutationTest {
    if (permutations < 1) {
      throw new IllegalArgumentException("permutations must be at least 1: " + permutations);
    }
  }

  /** Returns a test with B = 9999. */
  public static PermutationTest seeded(long seed) {
    return new PermutationTest(9999, seed);
  }

  /**
   * Tests whether the mean difference of pairs is 0, by flipping signs.
   *
   * @return NaN without pairs
   */
  public double paired(double[] differences) {
    int n = differences.length;
    if (n == 0) {
      return Double.NaN;
    }
    double observed = least(Math.abs(Arrays.stream(differences).sum()), differences);
    if (n < 31 && 1L << n <= permutations) {
      int hits = 0;
      for (int signs = 0; signs < 1 << n; signs++) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += (signs >> i & 1) == 0 ? differences[i] : -differences[i];
        }
        hits += Math.abs(sum) >= observed ? 1 : 0;
      }
      return (double) hits / (1 << n);
    }
    SplittableRandom random = new SplittableRandom(seed);
    int hits = 0;
    for (int b = 0; b < permutations; b++) {
      double sum = 0;
      long signs = 0;
      for (int i = 0; i < n; i++) {
        signs = (i & 63) == 0 ? random.nextLong() : signs >>> 1;
        sum += (signs & 1) == 0 ? differences[i] : -differences[i];
      }
      hits += Math.abs(sum) >= observed ? 1 : 0;
    }
    return (1.0 + hits) / (1.0 + permutations);
  }

  /**
   * Tests whether the means of two groups are equal, by exchanging cases between them.
   *
   * @return NaN if a group is empty
   */
  public double unpaired(double[] a, double[] b) {
    if (a.length == 0 || b.length == 0) {
      return Double.NaN;
    }
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    double whole = Arrays.stream(all).sum();
    double observed = least(Math.abs(difference(Arrays.stream(a).sum(), whole, a, b)), all);
    SplittableRandom random = new SplittableRandom(seed);
    int hits = 0;
    for (int p = 0; p < permutations; p++) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        int j = i + random.nextInt(all.length - i);
        double drawn = all[j];
        all[j] = all[i];
        all[i] = drawn;
        sum += drawn;
      }
      hits += Math.abs(difference(sum, whole, a, b)) >= observed ? 1 : 0;
    }
    return (1.0 + hits) / (1.0 + permutations);
  }

  private static double difference(double sumA, double whole, double[] a, double[] b) {
    return sumA / a.length - (whole - sumA) / b.length;
  }

  private static double least(double observed, double[] values) {
    return observed - ROUNDING * Arrays.stream(values).map(Math::abs).sum();
  }
}
