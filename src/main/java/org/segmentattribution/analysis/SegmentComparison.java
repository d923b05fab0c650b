package org.segmentattribution.analysis;

import org.segmentattribution.statistics.MeanDifference;

/**
 * One segment in two runs.
 *
 * @param className the images' class
 * @param methodA method in the first run
 * @param methodB method in the second
 * @param segment its name
 * @param imagesA images of the first run in which it occurs
 * @param imagesB of the second
 * @param pairs images of both in which it does; -1 where the runs share no image, and are compared
 *     as groups
 * @param share of the table's summed attribution
 * @param shareAdjusted its p by Holm's procedure over the segments of the class
 * @param rank in the table
 * @param rankAdjusted its p, likewise
 * @param calibratedRank calibrated rank in the table; NaN in runs without it
 * @param calibratedAdjusted its p, likewise
 */
public record SegmentComparison(
    String className,
    String methodA,
    String methodB,
    String segment,
    int imagesA,
    int imagesB,
    int pairs,
    MeanDifference share,
    double shareAdjusted,
    MeanDifference rank,
    double rankAdjusted,
    MeanDifference calibratedRank,
    double calibratedAdjusted) {}
