package org.segmentattribution.statistics;

/**
 * A bootstrap interval.
 *
 * @param low lower end; NaN where no resample had a value
 * @param high upper end; NaN where no resample had a value
 * @param skipped resamples without a value
 */
public record Interval(double low, double high, int skipped) {}
