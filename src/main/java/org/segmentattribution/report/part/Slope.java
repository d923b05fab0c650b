package org.segmentattribution.report.part;

/**
 * The share of a segment under two models.
 *
 * @param segment its name
 * @param a share under the first model, 0 to 1; NaN where it is not there
 * @param b share under the second model
 * @param signA 1 where it speaks for the class under the first model, -1 against it, 0 neither
 * @param signB the same under the second model
 * @param sure whether the difference is beyond chance
 */
public record Slope(String segment, double a, double b, int signA, int signB, boolean sure) {}
