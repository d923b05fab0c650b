package org.segmentattribution.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.Position;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.WrongInput;

/**
 * The segments of one image, ready for any number of maps: merged, placed and padded once, and
 * shared by all methods and models with an equal grid.
 *
 * @param height rows of the grid
 * @param width columns of the grid
 * @param options options of the preparation
 * @param items segments in order of their first detections
 * @param skipped segments that get no row, in that order
 * @param elsewhere what lies outside every padded mask; null where nothing does, or no row is
 *     wanted
 */
public record PreparedSegments(
    int height,
    int width,
    TableOptions options,
    List<Item> items,
    List<Skipped> skipped,
    Item elsewhere) {

  /**
   * A segment that becomes a row.
   *
   * @param id id of its first detection
   * @param name normalised
   * @param score largest score of its detections; NaN for what lies outside
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

  /** Prepares the segments of a picture that fills the grid. */
  public static PreparedSegments of(
      int height, int width, List<Segment> segments, TableOptions options) {
    return of(Mask.of(width, height, (x, y) -> true), segments, options);
  }

  /**
   * Merges detections, drops empty masks, finds positions and pads, in this order. What lies
   * outside is the picture without every padded mask: with padding, no pixel counts in both.
   *
   * @param picture the pixels of the grid that show the picture and not what was added to it
   * @throws WrongInput where a mask is not height x width, or two segments overlap although they
   *     must be disjoint
   */
  public static PreparedSegments of(Mask picture, List<Segment> segments, TableOptions options) {
    int height = picture.height();
    int width = picture.width();
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
    Mask rest = picture;
    Mask unpadded = picture;
    List<Skipped> skipped = new ArrayList<>();
    for (Segment s : merged) {
      if (options.elsewhere() && s.name().equals(SegmentNames.ELSEWHERE)) {
        skipped.add(new Skipped(s.id(), s.name(), Absence.RESERVED));
        continue;
      }
      if (s.mask().isEmpty()) {
        skipped.add(new Skipped(s.id(), s.name(), s.ifEmpty()));
        continue;
      }
      Mask padded = s.mask().dilate(options.padding(), options.shape());
      items.add(item(s.id(), s.name(), s.score(), padded, s.mask()));
      if (options.elsewhere()) {
        rest = rest.minus(padded);
        unpadded = unpadded.minus(s.mask());
      }
    }
    boolean outside = options.elsewhere() && !rest.isEmpty();
    return new PreparedSegments(
        height,
        width,
        options,
        List.copyOf(items),
        List.copyOf(skipped),
        outside ? item(segments.size(), SegmentNames.ELSEWHERE, Double.NaN, rest, unpadded) : null);
  }

  private static Item item(int id, String name, double score, Mask padded, Mask mask) {
    return new Item(id, name, score, padded, padded.area(), mask.area(), Position.of(mask));
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
