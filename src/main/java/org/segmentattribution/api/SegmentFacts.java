package org.segmentattribution.api;

/**
 * Name, size and place of a segment in an image; they do not depend on the saliency method.
 *
 * @param id unique within the image, in detection order, from 0
 * @param name normalised name
 * @param score the detector's confidence, 0 to 1; the largest one of merged detections
 * @param maskSize Z, the number of pixels of the padded mask
 * @param maskSizeUnpadded number of pixels before padding
 * @param maskFraction {@code maskSize} divided by the number of pixels of the grid, 0 to 1
 * @param position cell of the image that holds the centroid of the unpadded mask
 */
public record SegmentFacts(
    int id,
    String name,
    double score,
    int maskSize,
    int maskSizeUnpadded,
    double maskFraction,
    Position position) {}
