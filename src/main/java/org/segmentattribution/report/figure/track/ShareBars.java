package org.segmentattribution.report.figure.track;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.statistics.Estimate;

/**
 * Shows what speaks for a class and what against it: a bar a segment, its mean share of a
 * photograph's attribution for the class to the right and against it to the left, and a dot for the
 * balance of both with its interval. Methods without signs have bars from the left. Means are over
 * the photographs that show a segment, or over all.
 */
public final class ShareBars {
  /** What ends the name of its file. */
  public static final String KIND = "attribution";

  /** What ends the name of the file with means over all photographs. */
  static final String ABSOLUTE = "attribution-absolute";

  private static final int MOST = 10;

  private final SegmentTracks of;
  private final boolean absolute;
  private final List<SegmentTrack> named;
  private final List<SegmentTrack> shown;
  private final double largest;

  private ShareBars(SegmentTracks of, boolean absolute) {
    this.of = of;
    this.absolute = absolute;
    List<SegmentTrack> known =
        of.named().stream().filter(s -> Double.isFinite(means(s).share())).toList();
    Comparator<SegmentTrack> order =
        Comparator.comparing(this::pale)
            .thenComparing(Comparator.comparingDouble(s -> -means(s).share()));
    named = of.first(known, order, MOST);
    shown =
        Stream.concat(
                named.stream(),
                of.segments().stream()
                    .filter(s -> s.outside() && Double.isFinite(means(s).share())))
            .toList();
    double found = 0;
    for (SegmentTrack s : shown) {
      ShareMeans means = means(s);
      Estimate balance = means.balance();
      double whisker =
          Double.isFinite(balance.low())
              ? Math.max(Math.abs(balance.low()), Math.abs(balance.high()))
              : 0;
      found =
          Math.max(
              found,
              of.signed()
                  ? Math.max(whisker, Math.max(means.forClass(), means.against()))
                  : means.share());
    }
    largest = found;
  }

  /** Returns the figure of means over the photographs that show a segment. */
  public static Drawing of(SegmentTracks of) {
    return drawing(of, false, KIND);
  }

  /** Returns the figure of means over all photographs. */
  public static Drawing absolute(SegmentTracks of) {
    return drawing(of, true, ABSOLUTE);
  }

  /** Both figures have one scale, so that a reader who switches between them can compare bars. */
  private static Drawing drawing(SegmentTracks of, boolean absolute, String kind) {
    ShareBars figure = new ShareBars(of, absolute);
    double largest = Math.max(figure.largest, new ShareBars(of, !absolute).largest);
    double most = Math.min(1, Math.max(0.2, Math.ceil(largest / 0.2 - 1e-9) * 0.2));
    return new Drawing(kind, figure.svg(most, false), figure.svg(most, true));
  }

  private ShareMeans means(SegmentTrack segment) {
    return absolute ? segment.absolute() : segment.relative();
  }

  /** A mean over all photographs knows already in how many of them a segment is. */
  private boolean pale(SegmentTrack segment) {
    return !absolute && of.seldom(segment);
  }

  private String question() {
    String name = of.className().isEmpty() ? "the explained class" : of.className();
    return of.signed()
        ? "What speaks for " + name + ", what against?"
        : "How is the attribution for " + name + " divided?";
  }

  private String svg(double most, boolean narrow) {
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
    axis(svg, at, scale, most, bottom);
    double y = at.top();
    for (SegmentTrack segment : shown) {
      row(svg, at, y, segment, scale);
      y += at.pitch();
    }
    at.notes(svg, bottom + at.line() + 6, notes);
    return svg.finish();
  }

  private void axis(SvgWriter svg, TrackLayout at, LinearAxis scale, double most, double bottom) {
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
    boolean faint = pale(s);
    ShareMeans means = means(s);
    String count = (at.narrow() ? "in " : "") + s.photographs();
    String colour = of.colours().light(s.name());
    at.label(svg, y, s.name(), colour, count, of.bold(s), faint);
    double middle = at.track(y);
    double half = at.narrow() ? 6.5 : 4.8;
    String opacity = faint || s.outside() ? "0.5" : "1";
    svg.open("g", "data-name", s.name());
    svg.tooltip(words(s));
    double zero = scale.at(0);
    if (of.signed()) {
      double left = scale.at(-means.against());
      svg.rect(left, middle - half, zero - left, 2 * half);
      svg.attributes("fill", s.outside() ? colour : Palette.AGAINST_FILL);
      svg.attributes("fill-opacity", opacity);
      svg.rect(zero, middle - half, scale.at(means.forClass()) - zero, 2 * half);
      svg.attributes("fill", s.outside() ? colour : Palette.FOR_FILL, "fill-opacity", opacity);
      balance(svg, at, middle, means.balance(), scale);
    } else {
      svg.rect(zero, middle - half, scale.at(means.share()) - zero, 2 * half, "fill", colour);
      svg.attributes("fill-opacity", opacity);
    }
    svg.close();
  }

  private static void balance(
      SvgWriter svg, TrackLayout at, double y, Estimate balance, LinearAxis scale) {
    if (Double.isFinite(balance.low())) {
      double low = scale.at(balance.low());
      double high = scale.at(balance.high());
      // a rim of paper, so that the line is seen over both colours
      svg.line(low, y, high, y, Palette.PAPER, 3.2, "stroke-opacity", "0.85");
      svg.line(low, y, high, y, Palette.INK, 1.2);
    }
    svg.element("circle", "cx", number(scale.at(balance.value())), "cy", number(y));
    svg.attributes("r", at.narrow() ? "3.60" : "2.70", "fill", Palette.INK);
    svg.attributes("stroke", Palette.PAPER, "stroke-width", "1.20");
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        absolute
            ? "Per cent of a photograph\u2019s attribution, mean over all photographs (absolute): 0"
                + " where the segment is missing."
            : "Per cent of a photograph\u2019s attribution, mean over the photographs with the"
                + " segment (relative).");
    if (of.signed()) {
      notes.add(
          shown.stream().anyMatch(s -> Double.isFinite(means(s).balance().low()))
              ? "Dot: for minus against; line: its 95\u00a0% interval, from five photographs."
              : "Dot: for minus against.");
    }
    if (shown.stream().anyMatch(this::pale)) {
      notes.add("Pale: in fewer than one photograph in ten.");
    }
    if (named.size() < of.named().size()) {
      notes.add(of.named().size() - named.size() + " more in the tables.");
    }
    if (shown.size() > named.size()) {
      notes.add(
          "Grey: elsewhere, outside every named segment; its share counts itself in, those of the"
              + " segments do not.");
    }
    return notes;
  }

  private String words(SegmentTrack s) {
    String where = s.name() + ", in " + SegmentTracks.photographs(s.photographs()) + ": ";
    ShareMeans means = means(s);
    Estimate balance = means.balance();
    if (!of.signed()) {
      return where + NumberText.percent(means.share()) + " of the attribution";
    }
    String interval =
        Double.isFinite(balance.low())
            ? ", 95\u00a0%% interval %s to %s"
                .formatted(NumberText.percent(balance.low()), NumberText.percent(balance.high()))
            : "";
    return where
        + "%s of the attribution for the class, %s against; balance %s%s"
            .formatted(
                NumberText.percent(means.forClass()),
                NumberText.percent(means.against()),
                NumberText.percent(balance.value()),
                interval);
  }

  private String description() {
    StringBuilder text =
        new StringBuilder(
            absolute
                ? "Shares of the attribution of all photographs, largest first."
                : "Shares of the attribution, largest first.");
    shown.forEach(s -> text.append(' ').append(words(s)).append('.'));
    return text.toString();
  }
}
