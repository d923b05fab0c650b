package org.segmentattribution.dataset.source;

import java.util.List;

/** Finds the column or key that names an image's class. */
public final class ListingLabels {
  private ListingLabels() {}

  /**
   * Returns the names that mean the class: {@code label} alone where it is there, else all of
   * {@code class}, {@code category} and similar; usually one.
   */
  public static List<String> in(List<String> names) {
    return ListingColumns.candidates(names, "label", ListingColumns.LABELS).stream()
        .map(names::get)
        .toList();
  }
}
