package org.segmentattribution.command.explain;

import java.util.List;
import java.util.Set;
import org.segmentattribution.pipeline.ExplainedSample;
import org.segmentattribution.report.figure.Overlay;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.SegmentColours;

/** Draws figures of single images. */
public final class Overlays {
  private Overlays() {}

  /** Returns a figure of the image with its segments, its map and its table. */
  public static Drawing of(
      ExplainedSample sample, String title, Set<String> highlights, SegmentColours colours) {
    List<NamedMask> masks =
        sample.image().segments().items().stream()
            .map(item -> new NamedMask(item.name(), item.padded()))
            .toList();
    return Overlay.of(
        new Overlay.Input(
            title,
            sample.image().grid(),
            sample.map(),
            masks,
            sample.table().rows(),
            highlights,
            colours));
  }
}
