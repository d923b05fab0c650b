package org.segmentattribution.report.figure;

/**
 * One name of a critical-difference diagram.
 *
 * @param name of the segment
 * @param rank average diagram rank: missing names share the last ranks of an image
 * @param low lower end of its 95 % interval; NaN = no interval is drawn
 * @param high upper end
 * @param relativeRank mean rank in the tables that contain the segment; NaN if none does
 * @param images number of images that contain it
 * @param highlighted whether the figure highlights it
 */
public record DiagramRow(
    String name,
    double rank,
    double low,
    double high,
    double relativeRank,
    int images,
    boolean highlighted) {}
