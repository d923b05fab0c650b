/**
 * Parts of pages that compare: accuracies of two models ({@link
 * org.segmentattribution.report.part.AccuracyChange}), shares that rise or fall ({@link
 * org.segmentattribution.report.part.SlopePanel}), what a model looked at before and after ({@link
 * org.segmentattribution.report.part.PicturePair}), and values with intervals on one scale ({@link
 * org.segmentattribution.report.part.DotScale}).
 */
package org.segmentattribution.report.part;
