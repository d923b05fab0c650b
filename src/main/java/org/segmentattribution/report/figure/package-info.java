/**
 * The figures of reports: each class turns plain records into one SVG or PNG. Start with {@link
 * RankBars}, the simplest one, and {@link CriticalDifferenceDiagram}.
 */
package org.segmentattribution.report.figure;
