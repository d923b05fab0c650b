package org.segmentattribution.report.part;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.segmentattribution.report.svg.PlaceText;
import org.segmentattribution.report.svg.SegmentColours;

/** Chooses which segments of two runs are drawn, class by class. */
public final class ComparedSegments {
  /** Largest number of lines in a panel. */
  private static final int LINES = 7;

  /** Largest number of panels. */
  private static final int PANELS = 12;

  /** Segments in a smaller share of the photographs of their class have no line. */
  private static final double SELDOM = 0.1;

  private static final int NAMED = 4;

  private static final String CAPTION =
      "Average share of the attribution in the photographs that show the segment. Coloured: changed"
          + " beyond chance. Grey: not.";

  private static final String OUTSIDE =
      " What is called elsewhere lies outside every segment; its share counts itself in, those of"
          + " the segments do not.";

  private ComparedSegments() {}

  /**
   * Returns the panels of a method: classes with the largest change beyond chance first. In a
   * class, what changed beyond chance is drawn before what has a large share.
   *
   * @param first short name of the first run
   * @param second short name of the second
   */
  public static SlopeView slopes(String first, String second, List<ComparedSegment> segments) {
    Map<String, List<ComparedSegment>> classes = new LinkedHashMap<>();
    segments.forEach(s -> classes.computeIfAbsent(s.subject(), c -> new ArrayList<>()).add(s));
    List<String> shown =
        classes.keySet().stream()
            .sorted(Comparator.comparingDouble(c -> -moved(classes.get(c))))
            .limit(PANELS)
            .toList();
    Map<String, List<Slope>> lines = new LinkedHashMap<>();
    Map<String, String> rest = new HashMap<>();
    for (String name : shown) {
      List<ComparedSegment> drawn = drawn(classes.get(name));
      lines.put(name, drawn.stream().map(ComparedSegment::slope).toList());
      rest.put(name, rest(classes.get(name), drawn));
    }
    return SlopeView.of(
        new SlopeView.Names(
            first,
            second,
            classes.size() - shown.size(),
            CAPTION + (segments.stream().anyMatch(ComparedSegment::outside) ? OUTSIDE : "")),
        lines,
        rest,
        colours(segments));
  }

  private static SegmentColours colours(List<ComparedSegment> segments) {
    Map<String, Integer> photographs = new HashMap<>();
    // what lies outside every segment is grey
    for (ComparedSegment s : named(segments)) {
      int images = s.change().images().a() + s.change().images().b();
      photographs.merge(s.change().segment(), images, Integer::sum);
    }
    return SegmentColours.of(photographs);
  }

  private static List<ComparedSegment> named(List<ComparedSegment> segments) {
    return segments.stream().filter(s -> !s.outside()).toList();
  }

  private static double moved(List<ComparedSegment> segments) {
    return segments.stream().mapToDouble(ComparedSegment::moved).max().orElse(0);
  }

  private static int oftenest(List<ComparedSegment> segments) {
    return named(segments).stream().mapToInt(ComparedSegment::images).max().orElse(0);
  }

  private static List<ComparedSegment> drawn(List<ComparedSegment> segments) {
    Stream<ComparedSegment> drawn = drawnOf(named(segments));
    return Stream.concat(drawn, segments.stream().filter(ComparedSegment::outside)).toList();
  }

  private static Stream<ComparedSegment> drawnOf(List<ComparedSegment> segments) {
    return segments.stream()
        .filter(s -> s.sure() || s.images() >= SELDOM * oftenest(segments))
        .sorted(
            Comparator.comparingDouble((ComparedSegment s) -> -s.moved())
                .thenComparingDouble(s -> -s.greater()))
        .limit(LINES);
  }

  private static String rest(List<ComparedSegment> segments, List<ComparedSegment> drawn) {
    List<ComparedSegment> left = segments.stream().filter(s -> !drawn.contains(s)).toList();
    if (left.isEmpty()) {
      return "";
    }
    boolean seldom = left.stream().allMatch(s -> s.images() < SELDOM * oftenest(segments));
    String named =
        left.stream()
            .limit(NAMED)
            .map(s -> PlaceText.label(s.change().segment()))
            .collect(Collectors.joining(", "));
    int more = left.size() - NAMED;
    return (seldom ? "Seldom seen: " : "Not drawn: ")
        + named
        + (more > 0 ? " and " + more + " more" : "")
        + ".";
  }
}
