package org.segmentattribution.report.page;

import java.util.List;

/**
 * A part of the report.
 *
 * @param title heading; also in the list of contents
 * @param blocks content in order
 */
public record Section(String title, List<Block> blocks) {
  /** Keeps the list of blocks as it is given. */
  public Section {
    blocks = List.copyOf(blocks);
  }
}
