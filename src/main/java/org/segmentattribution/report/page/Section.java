package org.segmentattribution.report.page;

import java.util.List;

/**
 * A part of the report.
 *
 * @param title heading; also in the list of contents
 * @param blocks its content, in order
 */
public record Section(String title, List<Block> blocks) {
  /** Keeps the blocks as they are given. */
  public Section {
    blocks = List.copyOf(blocks);
  }
}
