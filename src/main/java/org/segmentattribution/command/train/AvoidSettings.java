package org.segmentattribution.command.train;

import java.util.List;
import org.segmentattribution.segmentation.SegmenterChoice;

/**
 * What a classifier should not need.
 *
 * @param segment name of the segment
 * @param masks where it is found
 * @param ways how the classifier is made, at least one
 */
public record AvoidSettings(String segment, SegmenterChoice masks, List<AvoidWay> ways) {
  /** Copies the list. */
  public AvoidSettings {
    ways = List.copyOf(ways);
  }
}
