package org.segmentattribution.analysis;

import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.report.answer.Question;
import org.segmentattribution.report.answer.SegmentChange;
import org.segmentattribution.statistics.MeanDifference;

/**
 * Compares one segment in two runs.
 *
 * @param groups the class and the methods that are compared
 * @param segment its name
 * @param images images in which the segment occurs
 * @param shareTest test of the share of the table's summed attribution
 * @param rankTest test of the rank in the table
 * @param calibratedTest test of the calibrated rank in the table; NaN in runs without it
 * @param removal what its removal does beyond that of other places
 */
public record SegmentComparison(
    Groups groups,
    String segment,
    Images images,
    Test shareTest,
    Test rankTest,
    Test calibratedTest,
    Removal removal) {

  /** Makes a comparison of runs whose effects are not compared. */
  public SegmentComparison(
      Groups groups,
      String segment,
      Images images,
      Test shareTest,
      Test rankTest,
      Test calibratedTest) {
    this(groups, segment, images, shareTest, rankTest, calibratedTest, Removal.NONE);
  }

  /**
   * The class and the methods that are compared.
   *
   * @param className the images' class; empty for all images
   * @param methodA method in the first run
   * @param methodB method in the second run
   * @param question what both runs explain in these images
   */
  public record Groups(String className, String methodA, String methodB, Question question) {
    /** Makes groups whose images are explained as what they are. */
    public Groups(String className, String methodA, String methodB) {
      this(className, methodA, methodB, Question.of(className));
    }
  }

  /**
   * Numbers of images in which the segment occurs.
   *
   * @param a in the first run
   * @param b in the second run
   * @param pairs in both runs; -1 where the runs share no image and are compared as groups
   * @param signs whether the segment speaks for or against the class in them
   */
  public record Images(int a, int b, int pairs, SegmentChange.Turn signs) {
    /** Makes numbers of images under a method without signs. */
    public Images(int a, int b, int pairs) {
      this(a, b, pairs, SegmentChange.Turn.NONE);
    }
  }

  /**
   * The test of a difference of one value.
   *
   * @param difference means, interval and p-value
   * @param adjusted p-value adjusted by Holm's procedure over the segments of the class; NaN
   *     without a test
   */
  public record Test(MeanDifference difference, double adjusted) {
    /** No image has the value. */
    public static final Test NONE =
        new Test(MeanDifference.paired(new double[0], new double[0], 0), Double.NaN);
  }

  /**
   * The excess of the segment's removal.
   *
   * @param images in which it has an excess
   * @param test of the excess; null where effects are not compared
   */
  public record Removal(Images images, Test test) {
    /** Effects are not compared. */
    public static final Removal NONE = new Removal(new Images(0, 0, 0), null);

    /** Effects are compared, and this is nothing that can be removed. */
    public static final Removal OUTSIDE = new Removal(new Images(0, 0, 0), Test.NONE);

    /** Returns whether one of the runs has an excess. */
    public boolean isKnown() {
      return test != null && images.a() + images.b() > 0;
    }
  }

  /** Returns the images' class. */
  public String className() {
    return groups.className();
  }

  /** Returns the method in the first run. */
  public String methodA() {
    return groups.methodA();
  }

  /** Returns the method in the second run. */
  public String methodB() {
    return groups.methodB();
  }

  /** Returns the number of images of the first run. */
  public int imagesA() {
    return images.a();
  }

  /** Returns the number of images of the second run. */
  public int imagesB() {
    return images.b();
  }

  /** Returns the number of images of both runs, or -1. */
  public int pairs() {
    return images.pairs();
  }

  /** Returns whether it is what lies outside every segment, which has no rank. */
  public boolean isElsewhere() {
    return segment.equals(SegmentNames.ELSEWHERE)
        && Double.isNaN(rank().a().value())
        && Double.isNaN(rank().b().value());
  }

  /** Returns whether there is anything to compare. */
  public boolean isInBoth() {
    return pairs() > 0 || (pairs() < 0 && imagesA() > 0 && imagesB() > 0);
  }

  /** Returns the difference of the share of the table's summed attribution. */
  public MeanDifference share() {
    return shareTest.difference();
  }

  /** Returns the adjusted p-value of the share. */
  public double shareAdjusted() {
    return shareTest.adjusted();
  }

  /** Returns the difference of the rank in the table. */
  public MeanDifference rank() {
    return rankTest.difference();
  }

  /** Returns the adjusted p-value of the rank. */
  public double rankAdjusted() {
    return rankTest.adjusted();
  }

  /** Returns the difference of the calibrated rank in the table. */
  public MeanDifference calibratedRank() {
    return calibratedTest.difference();
  }

  /** Returns the adjusted p-value of the calibrated rank. */
  public double calibratedAdjusted() {
    return calibratedTest.adjusted();
  }
}
