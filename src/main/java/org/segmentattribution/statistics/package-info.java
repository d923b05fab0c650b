/**
 * Statistics on plain arrays of numbers: ranks, correlations, tests and intervals, with the results
 * of scipy and aeon where these have the method. Nothing here knows segments or files. Start with
 * {@link CriticalDifference} or {@link Bootstrap}.
 */
package org.segmentattribution.statistics;
