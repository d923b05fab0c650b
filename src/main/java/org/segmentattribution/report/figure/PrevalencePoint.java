package org.segmentattribution.report.figure;

/**
 * The measurements with the watermark on one share of the marked class's training images; NaN means
 * "not measured".
 *
 * @param prevalence per cent, 0 to 100
 * @param meanRank mean rank of the watermark's segment over the test images that hold it, 1 = most
 *     attribution per pixel
 * @param rankLow lower end of its 95 % interval
 * @param rankHigh upper end
 * @param cleanAccuracy accuracy on the test set without watermarks, 0 to 1
 * @param watermarkedAccuracy accuracy on this test set with a watermark on every image, 0 to 1
 * @param segmentsPerImage mean number of rows in a table: the worst possible mean rank
 * @param attributionShare mean attribution of the watermark's segment divided by the sum of all
 *     segments' mean attributions, 0 to 1
 */
public record PrevalencePoint(
    double prevalence,
    double meanRank,
    double rankLow,
    double rankHigh,
    double cleanAccuracy,
    double watermarkedAccuracy,
    double segmentsPerImage,
    double attributionShare) {}
