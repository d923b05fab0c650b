package org.segmentattribution.api;

/**
 * What one saliency method gives to a segment of an image.
 *
 * @param meanSigned mean of the map over the padded mask
 * @param meanAttribution its absolute value
 * @param totalAttribution signed sum over the padded mask
 * @param rank 1 = largest {@code meanAttribution} of the table; ties averaged by default
 * @param shiftShare share of cyclic shifts of the map under this mask that reach {@code
 *     meanAttribution}, 0 (strongest) to 1; NaN where it was not computed
 * @param calibratedRank 1 = smallest {@code shiftShare} of the table, ties by {@code
 *     meanAttribution}; NaN where it was not computed
 */
public record SegmentScores(
    double meanSigned,
    double meanAttribution,
    double totalAttribution,
    double rank,
    double shiftShare,
    double calibratedRank) {}
