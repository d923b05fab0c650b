package org.segmentattribution.table.importance;

import java.util.List;

/**
 * The tables of a group as matrices, tables by segments.
 *
 * @param names of the segments, in code point order
 * @param classes class of each table
 * @param attributions mean attribution; NaN where a table lacks a segment; [tables][names]
 * @param ranks rank in the table; NaN where a table lacks a segment or has no other;
 *     [tables][names]
 */
public record WholeTables(
    List<String> names, List<String> classes, double[][] attributions, double[][] ranks) {}
