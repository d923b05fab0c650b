package org.segmentattribution.command.suspects;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.image.MaskResizer;
import org.segmentattribution.segmentation.grid.GridSegmenter;
import org.segmentattribution.table.PreparedSegments;

/**
 * The part of an image that no named object covers: what is outside all padded masks, and the
 * background. Cells of a grid cover nothing: they are places, not objects.
 *
 * @param background names of segments that count as background, normalised
 */
record OutsideMasks(Set<String> background) {
  private static final String GRID = "grid:";

  /**
   * Returns the part for segments of a run.
   *
   * @param background names of segments
   * @param segmenter the specification of the run's segmenter
   */
  static OutsideMasks of(Collection<String> background, String segmenter) {
    Set<String> names = new HashSet<>();
    background.forEach(name -> names.add(SegmentNames.normalise(name)));
    for (String part : segmenter.split("\\+")) {
      if (part.startsWith(GRID)) {
        names.addAll(GridSegmenter.parse(part.substring(GRID.length())).names());
      }
    }
    return new OutsideMasks(names);
  }

  /**
   * Returns the part of an image, on a grid of this size.
   *
   * @param segments of the image, on any grid over the same part of the picture
   */
  Mask in(PreparedSegments segments, int width, int height) {
    Mask part = Mask.of(segments.width(), segments.height(), (x, y) -> true);
    for (PreparedSegments.Item item : segments.items()) {
      if (!background.contains(item.name())) {
        part = part.minus(item.padded());
      }
    }
    return MaskResizer.nearest(part, width, height);
  }
}
