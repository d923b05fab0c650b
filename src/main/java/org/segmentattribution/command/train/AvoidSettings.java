package org.segmentattribution.command.train;

import java.util.List;
import org.segmentattribution.model.reweight.FeatureSource;
import org.segmentattribution.segmentation.SegmenterChoice;

/**
 * What a classifier should not need.
 *
 * @param segment name of the segment
 * @param masks where it is found
 * @param ways how the classifier is made, at least one
 * @param features what {@link AvoidWay#REWEIGHT} fits a layer to
 */
public record AvoidSettings(
    String segment, SegmenterChoice masks, List<AvoidWay> ways, FeatureSource features) {
  /** Copies the list. */
  public AvoidSettings {
    ways = List.copyOf(ways);
  }
}
