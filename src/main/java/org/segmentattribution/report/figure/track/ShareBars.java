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
 * Shows what speaks for a class and what against it: a bar a segment, its mean share of a
 * photograph's attribution for the class to the right and against it to the left, and a dot for the
 * balance of both with its interval. Methods without signs have bars from the left.
 */
public final class ShareBars {
  /** What ends the name of its file. */
  public static final String KIND = "attribution";

  private static final int MOST = 10;

  private final SegmentTracks of;
  private final List<SegmentTrack> shown;
  private final double most;

  private ShareBars(SegmentTracks of) {
    this.of = of;
    List<SegmentTrack> known =
        of.segments().stream().filter(s -> Double.isFinite(s.share())).toList();
    Comparator<SegmentTrack> order =
        Comparator.comparing(of::seldom)
            .thenComparing(Comparator.comparingDouble(SegmentTrack::share).reversed());
    shown = of.first(known, order, MOST);
    double largest = 0;
    for (SegmentTrack s : shown) {
      double whisker =
          Double.isFinite(s.balance().low())
              ? Math.max(Math.abs(s.balance().low()), Math.abs(s.balance().high()))
              : 0;
      largest =
          Math.max(
              largest,
              of.signed() ? Math.max(whisker, Math.max(s.forClass(), s.against())) : s.share());
    }
    most = Math.min(1, Math.max(0.2, Math.ceil(largest / 0.2 - 1e-9) * 0.2));
  }

  /** Returns the figure. */
  public static Drawing of(SegmentTracks of) {
    ShareBars figure = new ShareBars(of);
    return new Drawing(KIND, figure.svg(false), figure.svg(true));
  }

  private String question() {
    String name = of.className().isEmpty() ? "the explained class" : of.className();
    return of.signed()
        ? "What speaks for " + name + ", what against?"
        : "How is the attribution for " + name + " divided?";
  }

  private String svg(boolean narrow) {
    List<String> names = of.segments().stream().map(SegmentTrack::name).toList();
    TrackLayout at = TrackLayout.of(narrow, question(), of.subtitle(), names, 0);
    List<String> notes = at.lines(notes());
    double bottom = at.top() + at.pitch() * shown.size();
    SvgWriter svg =
        new SvgWriter(
            at.width(),
            bottom + at.line() + 8 + at.line() * notes.size() + 4,
            question(),
            description());
    at.title(svg);
    LinearAxis scale = new LinearAxis(of.signed() ? -most : 0, most, at.left(), at.right());
    if (of.signed()) {
      svg.text(at.left(), at.head(), "\u2212 against", at.text().fill(Palette.AGAINST));
      svg.text(at.right(), at.head(), "for +", at.text().fill(Palette.FOR).end());
    }
    if (!narrow) {
      svg.text(at.width() - 2, at.head(), "photos", at.soft().end());
    }
    axis(svg, at, scale, bottom);
    double y = at.top();
    for (SegmentTrack segment : shown) {
      row(svg, at, y, segment, scale);
      y += at.pitch();
    }
    at.notes(svg, bottom + at.line() + 6, notes);
    return svg.finish();
  }

  private void axis(SvgWriter svg, TrackLayout at, LinearAxis scale, double bottom) {
    int from = of.signed() ? -2 : 0;
    for (int i = from; i <= 2; i++) {
      double x = scale.at(most * i / 2);
      svg.line(x, at.top(), x, bottom, i == 0 ? Palette.MUTED : Palette.GRID, i == 0 ? 1 : 0.8);
      String text = NumberText.plain(Math.round(100 * most * Math.abs(i) / 2)) + "\u00a0%";
      if (i != 0 || !of.signed()) {
        svg.text(
            x,
            bottom + at.line(),
            text,
            i == from ? at.soft() : i == 2 ? at.soft().end() : at.soft().middle());
      } else {
        svg.text(x, bottom + at.line(), "0", at.soft().middle());
      }
    }
  }

  private void row(SvgWriter svg, TrackLayout at, double y, SegmentTrack s, LinearAxis scale) {
    boolean faint = of.seldom(s);
    String count = (at.narrow() ? "in " : "") + s.photographs();
    String colour = of.colours().light(s.name());
    at.label(svg, y, s.name(), colour, count, of.bold(s), faint);
    double middle = at.track(y);
    double half = at.narrow() ? 6.5 : 4.8;
    String opacity = faint ? "0.5" : "1";
    svg.open("g", "data-name", s.name());
    svg.tooltip(words(s));
    double zero = scale.at(0);
    if (of.signed()) {
      double left = scale.at(-s.against());
      svg.rect(left, middle - half, zero - left, 2 * half, "fill", Palette.AGAINST_FILL);
      svg.attributes("fill-opacity", opacity);
      svg.rect(zero, middle - half, scale.at(s.forClass()) - zero, 2 * half);
      svg.attributes("fill", Palette.FOR_FILL, "fill-opacity", opacity);
      balance(svg, at, middle, s, scale);
    } else {
      svg.rect(zero, middle - half, scale.at(s.share()) - zero, 2 * half, "fill", colour);
      svg.attributes("fill-opacity", opacity);
    }
    svg.close();
  }

  private static void balance(
      SvgWriter svg, TrackLayout at, double y, SegmentTrack s, LinearAxis scale) {
    if (Double.isFinite(s.balance().low())) {
      double low = scale.at(s.balance().low());
      double high = scale.at(s.balance().high());
      // a rim of paper, so that the line is seen over both colours
      svg.line(low, y, high, y, Palette.PAPER, 3.2, "stroke-opacity", "0.85");
      svg.line(low, y, high, y, Palette.INK, 1.2);
    }
    svg.element("circle", "cx", number(scale.at(s.balance().value())), "cy", number(y));
    svg.attributes("r", at.narrow() ? "3.60" : "2.70", "fill", Palette.INK);
    svg.attributes("stroke", Palette.PAPER, "stroke-width", "1.20");
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Per cent of a photograph\u2019s attribution, mean over the photographs with the segment.");
    if (of.signed()) {
      notes.add(
          shown.stream().anyMatch(s -> Double.isFinite(s.balance().low()))
              ? "Dot: for minus against; line: its 95\u00a0% interval, from five photographs."
              : "Dot: for minus against.");
    }
    if (shown.stream().anyMatch(of::seldom)) {
      notes.add("Pale: in fewer than one photograph in ten.");
    }
    if (shown.size() < of.segments().size()) {
      notes.add(of.segments().size() - shown.size() + " more in the tables.");
    }
    return notes;
  }

  private String words(SegmentTrack s) {
    String where = s.name() + ", in " + SegmentTracks.photographs(s.photographs()) + ": ";
    if (!of.signed()) {
      return where + NumberText.percent(s.share()) + " of the attribution";
    }
    String interval =
        Double.isFinite(s.balance().low())
            ? ", 95\u00a0%% interval %s to %s"
                .formatted(
                    NumberText.percent(s.balance().low()), NumberText.percent(s.balance().high()))
            : "";
    return where
        + "%s of the attribution for the class, %s against; balance %s%s"
            .formatted(
                NumberText.percent(s.forClass()),
                NumberText.percent(s.against()),
                NumberText.percent(s.balance().value()),
                interval);
  }

  private String description() {
    StringBuilder text = new StringBuilder("Shares of the attribution, largest first.");
    shown.forEach(s -> text.append(' ').append(words(s)).append('.'));
    return text.toString();
  }
}
