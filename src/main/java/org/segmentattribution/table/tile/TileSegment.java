package org.segmentattribution.table.tile;

/**
 * A segment of one photograph.
 *
 * @param name of the segment
 * @param rank 1 = first; equal ones share the mean of their places
 * @param share of the attribution, −1 to 1, below zero where it speaks against the class; null
 *     where all attribution is zero
 * @param part of the picture that its padded mask covers, 0 to 1; null where it is not known
 */
public record TileSegment(String name, double rank, Double share, Double part) {}
