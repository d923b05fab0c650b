package org.segmentattribution.report.figure.track;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;

/**
 * Shows which segment comes first: a dot a segment between "always first" and "always last", with
 * its interval. The area of a dot is the number of photographs; segments in fewer than one in ten
 * are pale, below a dashed rule.
 */
public final class RankDots {
  /** Segments above the rule, beside the highlighted ones. */
  private static final int MOST = 10;

  private static final int MOST_SELDOM = 5;

  private final SegmentTracks of;
  private final List<SegmentTrack> usual;
  private final List<SegmentTrack> seldom;
  private final int left;
  private final int largest;

  private RankDots(SegmentTracks of) {
    this.of = of;
    List<SegmentTrack> ranked =
        of.named().stream().filter(s -> Double.isFinite(s.place().value())).toList();
    Comparator<SegmentTrack> order = Comparator.comparingDouble(s -> s.place().value());
    usual = of.first(ranked.stream().filter(s -> !of.seldom(s)).toList(), order, MOST);
    Comparator<SegmentTrack> frequent = Comparator.comparingInt(s -> -s.photographs());
    List<SegmentTrack> pale =
        of.first(
            ranked.stream().filter(of::seldom).toList(),
            frequent,
            usual.isEmpty() ? MOST : MOST_SELDOM);
    seldom = pale.stream().sorted(order.thenComparing(SegmentTrack::name)).toList();
    left = of.named().size() - usual.size() - seldom.size();
    largest = of.named().stream().mapToInt(SegmentTrack::photographs).max().orElse(1);
  }

  /** Returns the figure. */
  public static Drawing of(SegmentTracks of) {
    RankDots figure = new RankDots(of);
    return new Drawing("ranks", figure.svg(false), figure.svg(true));
  }

  private String question() {
    return of.className().isEmpty()
        ? "Which segment comes first?"
        : "Which segment comes first for " + of.className() + "?";
  }

  private String svg(boolean narrow) {
    List<String> names = of.named().stream().map(SegmentTrack::name).toList();
    TrackLayout at = TrackLayout.of(narrow, question(), of.subtitle(), names, 0);
    List<String> notes = at.lines(notes());
    double rule = seldom.isEmpty() ? 0 : 9;
    double rows = at.pitch() * (usual.size() + seldom.size()) + rule;
    double bottom = at.top() + rows;
    SvgWriter svg =
        new SvgWriter(
            at.width(), bottom + 5 + at.line() * notes.size() + 4, question(), description());
    at.title(svg);
    svg.text(at.left(), at.head(), "always first", at.soft());
    svg.text(at.right(), at.head(), "always last", at.soft().end());
    if (!narrow) {
      svg.text(at.width() - 2, at.head(), "photos", at.soft().end());
    }
    LinearAxis scale = new LinearAxis(0, 1, at.left(), at.right());
    double y = at.top();
    for (SegmentTrack segment : usual) {
      row(svg, at, y, segment, scale, false);
      y += at.pitch();
    }
    if (!seldom.isEmpty()) {
      svg.line(2, y + 4, at.width() - 2, y + 4, Palette.MUTED, 0.6, "stroke-dasharray", "3 3");
      y += rule;
    }
    for (SegmentTrack segment : seldom) {
      row(svg, at, y, segment, scale, true);
      y += at.pitch();
    }
    at.notes(svg, bottom + 5, notes);
    return svg.finish();
  }

  private void row(
      SvgWriter svg,
      TrackLayout at,
      double y,
      SegmentTrack segment,
      LinearAxis scale,
      boolean faint) {
    String count = (at.narrow() ? "in " : "") + segment.photographs();
    String colour = of.colours().light(segment.name());
    at.label(svg, y, segment.name(), colour, count, of.bold(segment), faint);
    double middle = at.track(y);
    svg.line(at.left(), middle, at.right(), middle, Palette.RULE, 1);
    svg.open("g", "data-name", segment.name());
    svg.tooltip(words(segment));
    double low = segment.place().low();
    double high = segment.place().high();
    if (Double.isFinite(low) && Double.isFinite(high)) {
      svg.line(
          scale.at(low),
          middle,
          scale.at(high),
          middle,
          Palette.INK,
          1.4,
          "stroke-opacity",
          faint ? "0.5" : "1");
    }
    double radius =
        Math.max(
            0.45 * at.radius(), at.radius() * Math.sqrt((double) segment.photographs() / largest));
    svg.element("circle", "cx", number(scale.at(segment.place().value())), "cy", number(middle));
    svg.attributes("r", number(radius), "fill", colour, "fill-opacity", faint ? "0.5" : "1");
    svg.attributes("stroke", Palette.PAPER, "stroke-width", "1.00");
    svg.close();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (usual.isEmpty() && seldom.isEmpty()) {
      notes.add("No photograph has two segments, so none comes before another.");
      return notes;
    }
    boolean intervals = of.named().stream().anyMatch(s -> Double.isFinite(s.place().low()));
    notes.add(
        intervals
            ? "Line: 95\u00a0% interval, from five photographs. Larger dot: in more photographs."
            : "Larger dot: in more photographs. No intervals: fewer than five photographs.");
    if (!seldom.isEmpty()) {
      notes.add("Below the dashed line: in fewer than one photograph in ten.");
    }
    if (left > 0) {
      notes.add(left + " more in the tables.");
    }
    return notes;
  }

  private static String words(SegmentTrack s) {
    String interval =
        Double.isFinite(s.place().low())
            ? ", 95\u00a0%% interval %s to %s"
                .formatted(
                    NumberText.fixed(s.place().low(), 2), NumberText.fixed(s.place().high(), 2))
            : "";
    return "%s: mean rank %s in %s; from 0, always first, to 1, always last: %s%s"
        .formatted(
            s.name(),
            NumberText.rank(s.rank()),
            SegmentTracks.photographs(s.photographs()),
            NumberText.fixed(s.place().value(), 2),
            interval);
  }

  private String description() {
    StringBuilder text = new StringBuilder("Segments, first ones first.");
    usual.forEach(s -> text.append(' ').append(words(s)).append('.'));
    if (!seldom.isEmpty()) {
      text.append(" In fewer than one photograph in ten:");
      seldom.forEach(s -> text.append(' ').append(words(s)).append('.'));
    }
    return text.toString();
  }
}
