/**
 * The figures of reports: each class turns plain records into one SVG or PNG. Start with {@link
 * RankBarsPanel} and {@link CriticalDifferenceDiagram}; figures of one method and class are in
 * {@code track}.
 */
package org.segmentattribution.report.figure;
