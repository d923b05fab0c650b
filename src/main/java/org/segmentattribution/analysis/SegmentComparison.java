package org.segmentattribution.analysis;

import org.segmentattribution.statistics.MeanDifference;

/**
 * One segment in two runs.
 *
 * @param groups the class and the methods that are compared
 * @param segment its name
 * @param images in which it occurs
 * @param shareTest share of the table's summed attribution
 * @param rankTest rank in the table
 * @param calibratedTest calibrated rank in the table; NaN in runs without it
 */
public record SegmentComparison(
    Groups groups,
    String segment,
    Images images,
    Test shareTest,
    Test rankTest,
    Test calibratedTest) {

  /**
   * What is compared with what.
   *
   * @param className the images' class; empty for all images
   * @param methodA method in the first run
   * @param methodB method in the second run
   */
  public record Groups(String className, String methodA, String methodB) {}

  /**
   * Images in which the segment occurs.
   *
   * @param a in the first run
   * @param b in the second run
   * @param pairs in both; -1 where the runs share no image, and are compared as groups
   */
  public record Images(int a, int b, int pairs) {}

  /**
   * The difference of one value.
   *
   * @param difference means, interval and p-value
   * @param adjusted its p by Holm's procedure over the segments of the class; NaN without a test
   */
  public record Test(MeanDifference difference, double adjusted) {}

  /** The images' class. */
  public String className() {
    return groups.className();
  }

  /** Method in the first run. */
  public String methodA() {
    return groups.methodA();
  }

  /** Method in the second run. */
  public String methodB() {
    return groups.methodB();
  }

  /** Images of the first run. */
  public int imagesA() {
    return images.a();
  }

  /** Images of the second run. */
  public int imagesB() {
    return images.b();
  }

  /** Images of both runs, or -1. */
  public int pairs() {
    return images.pairs();
  }

  /** Share of the table's summed attribution. */
  public MeanDifference share() {
    return shareTest.difference();
  }

  /** Adjusted p of the share. */
  public double shareAdjusted() {
    return shareTest.adjusted();
  }

  /** Rank in the table. */
  public MeanDifference rank() {
    return rankTest.difference();
  }

  /** Adjusted p of the rank. */
  public double rankAdjusted() {
    return rankTest.adjusted();
  }

  /** Calibrated rank in the table. */
  public MeanDifference calibratedRank() {
    return calibratedTest.difference();
  }

  /** Adjusted p of the calibrated rank. */
  public double calibratedAdjusted() {
    return calibratedTest.adjusted();
  }
}
