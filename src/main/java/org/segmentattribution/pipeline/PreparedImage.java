package org.segmentattribution.pipeline;

import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.table.PreparedSegments;

/**
 * One image ready for every classifier with the same preprocessing.
 *
 * @param record where it came from
 * @param grid its pixels on the classifier's grid
 * @param segments its segments on the same grid
 * @param width of the picture itself
 * @param height of the picture itself
 */
public record PreparedImage(
    ImageRecord record, RgbImage grid, PreparedSegments segments, int width, int height) {}
