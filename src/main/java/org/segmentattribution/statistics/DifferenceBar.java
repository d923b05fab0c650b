package org.segmentattribution.statistics;

/**
 * A bar of a critical-difference diagram: a run of names that are not different.
 *
 * @param first place in the sorted order, from 0
 * @param last place in the sorted order
 */
public record DifferenceBar(int first, int last) {}
