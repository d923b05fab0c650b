package org.segmentattribution.report.page;

import java.util.List;

/**
 * A part of the report.
 *
 * @param title heading; also in the list of contents
 * @param note what is in it, beside the title of a fold; empty for none
 * @param folded whether it is closed at first
 * @param blocks content in order
 */
public record Section(String title, String note, boolean folded, List<Block> blocks) {
  /** Keeps the list of blocks as it is given. */
  public Section {
    blocks = List.copyOf(blocks);
  }

  /** Makes an open section. */
  public Section(String title, List<Block> blocks) {
    this(title, "", false, blocks);
  }

  /** Makes a section that is closed at first. */
  public static Section folded(String title, String note, List<Block> blocks) {
    return new Section(title, note, true, blocks);
  }

  /** Returns the id of its element: {@code how-sure-is-this}. */
  public String id() {
    return title
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }
}
