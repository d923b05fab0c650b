package org.segmentattribution.api;

/**
 * One named segment found in one image.
 *
 * @param name name that the segmenter gives
 * @param mask pixels of the segment on the grid of the image; may be empty
 * @param score the detector's confidence, 0 to 1; 1 for masks that were given
 */
public record Detection(String name, Mask mask, double score) {}
