/**
 * The photographs of one run, or of two, as tiles that can be filtered and sorted: one row a
 * photograph, made once from all rows. Start with {@link
 * org.segmentattribution.table.tile.TileStore}.
 */
package org.segmentattribution.table.tile;
