/**
 * Compares two groups of different cases: {@link
 * org.segmentattribution.statistics.groups.TwoShares} two shares, {@link
 * org.segmentattribution.statistics.groups.SequentialPermutation} two means.
 */
package org.segmentattribution.statistics.groups;
