package org.segmentattribution.api;

/**
 * Name, size and place of a segment in an image, whatever the saliency method.
 *
 * @param id unique within the image, in detection order, from 0
 * @param name normalised name
 * @param score the detector's confidence, 0 to 1 (the largest of merged detections)
 * @param maskSize pixels of the padded mask, Z
 * @param maskSizeUnpadded pixels before padding
 * @param maskFraction {@code maskSize} over the pixels of the grid, 0 to 1
 * @param position ninth of the image in which the centroid of the unpadded mask lies
 */
public record SegmentFacts(
    int id,
    String name,
    double score,
    int maskSize,
    int maskSizeUnpadded,
    double maskFraction,
    Position position) {}
