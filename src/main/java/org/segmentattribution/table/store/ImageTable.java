package org.segmentattribution.table.store;

import java.util.List;
import org.segmentattribution.api.ExplainedImage;

/**
 * The table of one image and explained class under one method, with what is shown beside it.
 *
 * @param number its place among the tables of the method, from 0
 * @param image image and classes
 * @param rows its segments, in the order of the table
 * @param elsewhere what lies outside all of them, without a rank; null where there is no such row
 */
public record ImageTable(int number, ExplainedImage image, List<Row> rows, Row elsewhere) {
  /** Copies the rows. */
  public ImageTable {
    rows = List.copyOf(rows);
  }

  /**
   * A segment.
   *
   * @param id number of the segment in the image, in detection order
   * @param segment name
   * @param rank rank in the table, 1 = most attribution per pixel
   * @param signed mean attribution, with its sign
   * @param fraction part of the model's grid that the padded mask covers, 0 to 1
   */
  public record Row(int id, String segment, double rank, double signed, double fraction) {}
}
