package org.segmentattribution.api;

/**
 * One named segment found in one image.
 *
 * @param name as the segmenter gives it
 * @param mask on the image's own pixels; may be empty
 * @param score the detector's confidence, 0 to 1; 1 for masks that were given
 */
public record Detection(String name, Mask mask, double score) {}
