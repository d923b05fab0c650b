package org.segmentattribution.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.Position;
import org.segmentattribution.api.WrongInput;

/**
 * The segments of one image, ready for any number of maps: merged, placed and padded once, and
 * shared by all methods and models with an equal grid.
 *
 * @param height rows of the grid
 * @param width columns of the grid
 * @param options options of the preparation
 * @param items segments in order of their first detections
 * @param skipped segments without a pixel, in that order
 */
public record PreparedSegments(
    int height, int width, TableOptions options, List<Item> items, List<Skipped> skipped) {

  /**
   * A segment that becomes a row.
   *
   * @param id id of its first detection
   * @param name normalised
   * @param score largest score of its detections
   * @param padded padded mask, never empty
   * @param size pixels of the padded mask
   * @param sizeUnpadded pixels before padding
   * @param position of the unpadded mask's centroid
   */
  public record Item(
      int id,
      String name,
      double score,
      Mask padded,
      int size,
      int sizeUnpadded,
      Position position) {}

  /** A segment that gets no row, with the reason. */
  public record Skipped(int id, String name, Absence reason) {}

  /**
   * Merges detections, drops empty masks, finds positions and pads, in this order.
   *
   * @throws WrongInput where a mask is not height x width, or two segments overlap although they
   *     must be disjoint
   */
  public static PreparedSegments of(
      int height, int width, List<Segment> segments, TableOptions options) {
    for (Segment s : segments) {
      if (s.mask().width() != width || s.mask().height() != height) {
        throw new WrongInput(
            "segment '%s' has a mask of %dx%d on a grid of %dx%d (width x height)"
                .formatted(s.name(), s.mask().width(), s.mask().height(), width, height));
      }
    }
    Collection<Segment> merged =
        options.duplicates() == Duplicates.UNION ? union(segments) : segments;
    if (options.disjoint()) {
      requireDisjoint(List.copyOf(merged));
    }
    List<Item> items = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (Segment s : merged) {
      if (s.mask().isEmpty()) {
        skipped.add(new Skipped(s.id(), s.name(), s.ifEmpty()));
        continue;
      }
      Mask padded = s.mask().dilate(options.padding(), options.shape());
      items.add(
          new Item(
              s.id(),
              s.name(),
              s.score(),
              padded,
              padded.area(),
              s.mask().area(),
              Position.of(s.mask())));
    }
    return new PreparedSegments(height, width, options, List.copyOf(items), List.copyOf(skipped));
  }

  private static Collection<Segment> union(List<Segment> segments) {
    Map<String, Segment> byName = new LinkedHashMap<>();
    for (Segment s : segments) {
      byName.merge(s.name(), s, PreparedSegments::join);
    }
    return byName.values();
  }

  private static Segment join(Segment a, Segment b) {
    // of two empty masks, report the one that had pixels on the image
    Absence reason = a.ifEmpty() == Absence.EMPTY ? b.ifEmpty() : a.ifEmpty();
    return new Segment(
        a.id(), a.name(), a.mask().union(b.mask()), Math.max(a.score(), b.score()), reason);
  }

  private static void requireDisjoint(List<Segment> segments) {
    for (int i = 0; i < segments.size(); i++) {
      for (int j = i + 1; j < segments.size(); j++) {
        if (segments.get(i).mask().intersects(segments.get(j).mask())) {
          throw new WrongInput(
              "segments '%s' and '%s' overlap, but disjoint segments are required"
                  .formatted(segments.get(i).name(), segments.get(j).name()));
        }
      }
    }
  }
}
