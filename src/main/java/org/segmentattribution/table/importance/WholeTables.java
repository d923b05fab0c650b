package org.segmentattribution.table.importance;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The tables of a group as matrices, tables by segments.
 *
 * @param names of the segments, in code point order
 * @param classes class of each table
 * @param images number of the image of each table, from 0
 * @param attributions mean attribution; NaN where a table lacks a segment; [tables][names]
 * @param ranks rank in the table; NaN where a table lacks a segment or has no other;
 *     [tables][names]
 */
public record WholeTables(
    List<String> names,
    List<String> classes,
    int[] images,
    double[][] attributions,
    double[][] ranks) {
  /** Makes tables of different images. */
  public WholeTables(
      List<String> names, List<String> classes, double[][] attributions, double[][] ranks) {
    this(names, classes, IntStream.range(0, classes.size()).toArray(), attributions, ranks);
  }
}
