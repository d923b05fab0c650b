package org.segmentattribution.slice;

/**
 * Random draws for the mean probabilities.
 *
 * @param permutations largest number for a test
 * @param resamples for an interval
 */
public record SliceDraws(int permutations, int resamples) {
  /** P-values below one in a hundred thousand are not told apart. */
  public static final SliceDraws MANY = new SliceDraws(99_999, 2000);
}
