package org.segmentattribution.table.tile;

/**
 * Where a photograph is among the wanted ones.
 *
 * @param place from 1; null where it is not among them
 * @param previous number of the photograph before it; null where there is none
 * @param next number of the photograph after it; null where there is none
 */
public record Neighbours(Integer place, Integer previous, Integer next) {}
