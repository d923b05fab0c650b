package org.segmentattribution.api;

/**
 * What one saliency method attributes to a segment of an image.
 *
 * @param meanSigned mean of the map over the padded mask
 * @param meanAttribution absolute value of {@code meanSigned}
 * @param totalAttribution sum of the map over the padded mask, with its sign
 * @param rank rank in the table, 1 = largest {@code meanAttribution}; ties are averaged by default
 * @param shiftShare share of the map's cyclic shifts under this mask whose mean attribution is at
 *     least as large, 0 (strongest) to 1; NaN where it was not computed
 * @param calibratedRank rank in the table by {@code shiftShare}, 1 = smallest, ties by {@code
 *     meanAttribution}; NaN where it was not computed
 */
public record SegmentScores(
    double meanSigned,
    double meanAttribution,
    double totalAttribution,
    double rank,
    double shiftShare,
    double calibratedRank) {}
