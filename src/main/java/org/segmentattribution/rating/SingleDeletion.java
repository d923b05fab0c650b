package org.segmentattribution.rating;

import java.util.Arrays;
import org.segmentattribution.statistics.Ranks;
import org.segmentattribution.statistics.Spearman;
import org.segmentattribution.statistics.Ties;

/**
 * Single deletion (Hesse, Schaub-Meyer, Roth 2023, section 4.3): (ρ + 1) / 2 of Spearman's rank
 * correlation ρ, over the segments of one image, between what a column attributes to them and what
 * their removal does. Equal values share the mean of their ranks.
 */
public final class SingleDeletion {
  /** An image with fewer segments has no score. */
  public static final int FEWEST = 3;

  private SingleDeletion() {}

  /**
   * Returns the score of one image, 0 to 1; one half where the two have nothing to do with each
   * other.
   *
   * @param column for each segment; NaN where there is no value
   * @param effects for each segment; NaN where there is no value
   * @return NaN where fewer than three segments have both values, or one of them is constant
   */
  public static double score(double[] column, double[] effects) {
    double[] a = new double[column.length];
    double[] b = new double[column.length];
    int n = 0;
    for (int i = 0; i < column.length; i++) {
      if (!Double.isNaN(column[i]) && !Double.isNaN(effects[i])) {
        a[n] = column[i];
        b[n++] = effects[i];
      }
    }
    if (n < FEWEST) {
      return Double.NaN;
    }
    double[] ranksA = Ranks.descending(Arrays.copyOf(a, n), Ties.AVERAGE);
    double[] ranksB = Ranks.descending(Arrays.copyOf(b, n), Ties.AVERAGE);
    if (isConstant(ranksA) || isConstant(ranksB)) {
      return Double.NaN;
    }
    // the general formula rounds; equal orders score exactly 1
    return Arrays.equals(ranksA, ranksB) ? 1 : (Spearman.rho(ranksA, ranksB) + 1) / 2;
  }

  private static boolean isConstant(double[] ranks) {
    return Arrays.stream(ranks).allMatch(rank -> rank == ranks[0]);
  }
}
