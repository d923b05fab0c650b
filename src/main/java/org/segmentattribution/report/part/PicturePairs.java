package org.segmentattribution.report.part;

import java.util.List;

/**
 * Photographs under two models, side by side.
 *
 * @param first the first model, in a few words
 * @param second the second
 * @param className what the lit segments speak for or against
 * @param pairs at least one
 */
public record PicturePairs(String first, String second, String className, List<PicturePair> pairs) {
  /** Copies the list. */
  public PicturePairs {
    pairs = List.copyOf(pairs);
  }
}
