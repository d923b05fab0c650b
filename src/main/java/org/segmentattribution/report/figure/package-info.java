/**
 * One class a figure: records in, SVG out. Each draws with the kit in {@code report.svg} and has a
 * caption that says what was counted.
 */
package org.segmentattribution.report.figure;
