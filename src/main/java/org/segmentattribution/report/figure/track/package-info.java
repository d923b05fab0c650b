/**
 * Figures with a row a segment and a mark on a track: start with {@link
 * org.segmentattribution.report.figure.track.RankDots}. Each is drawn twice, for a page and for a
 * telephone.
 */
package org.segmentattribution.report.figure.track;
