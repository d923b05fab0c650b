package org.segmentattribution.report.figure.track;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.SegmentColours;

/**
 * The segments of one method in one class, as figures show them.
 *
 * @param className class of the photographs; empty for all of them
 * @param method name of the saliency method
 * @param photographs number of photographs with a table
 * @param signed whether the method tells for from against
 * @param segments in any order, and what lies outside all of them
 * @param colours colours of the run's segments
 * @param highlights names that are always shown, in bold
 */
public record SegmentTracks(
    String className,
    String method,
    int photographs,
    boolean signed,
    List<SegmentTrack> segments,
    SegmentColours colours,
    Set<String> highlights) {

  /** Segments in fewer photographs than this share are shown apart. */
  private static final double SELDOM = 0.1;

  /** Copies the lists. */
  public SegmentTracks {
    segments = List.copyOf(segments);
    highlights = Set.copyOf(highlights);
  }

  /** Returns the named segments. */
  List<SegmentTrack> named() {
    return segments.stream().filter(segment -> !segment.outside()).toList();
  }

  /** Returns whether a segment is in fewer than one photograph in ten. */
  boolean seldom(SegmentTrack segment) {
    return segment.photographs() < SELDOM * photographs;
  }

  /**
   * Returns segments in an order: the first ones, and later ones that are highlighted.
   *
   * @param of segments to choose from
   * @param most number of segments without the highlighted ones
   */
  List<SegmentTrack> first(List<SegmentTrack> of, Comparator<SegmentTrack> order, int most) {
    List<SegmentTrack> sorted =
        of.stream().sorted(order.thenComparing(SegmentTrack::name)).toList();
    return IntStream.range(0, sorted.size())
        .filter(i -> i < most || highlights.contains(sorted.get(i).name()))
        .mapToObj(sorted::get)
        .toList();
  }

  /** Returns whether a photograph lacks a segment: else both kinds of means are the same. */
  public boolean someAreMissing() {
    return segments.stream().anyMatch(segment -> segment.photographs() < photographs);
  }

  /** Returns the line below a title: photographs and method. */
  String subtitle() {
    return (className.isEmpty() ? "all classes" : className)
        + " \u00b7 "
        + photographs(photographs)
        + " \u00b7 "
        + method;
  }

  static String photographs(int count) {
    return NumberText.count(count) + (count == 1 ? " photograph" : " photographs");
  }

  boolean bold(SegmentTrack segment) {
    return highlights.contains(segment.name());
  }
}
