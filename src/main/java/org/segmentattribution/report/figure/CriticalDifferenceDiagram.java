package org.segmentattribution.report.figure;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.segmentattribution.report.figure.track.TrackLayout;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.report.svg.SvgWriter;

/**
 * Shows which segments differ in rank over the same images: a row for each, best first, with its
 * average rank and an interval, and brackets at the right that join rows which do not differ.
 * Pairwise tests have no single critical distance, so none is drawn.
 *
 * @param title what is compared, such as {@code zebra · lrp-z}
 * @param rows best first
 * @param bars ordered by their first row
 * @param caption number of images, level, threshold, tests, method and model, one line each
 * @param colours colours of the run's segments; null where rows are no segments
 */
public record CriticalDifferenceDiagram(
    String title,
    List<DiagramRow> rows,
    List<DiagramBar> bars,
    List<String> caption,
    SegmentColours colours) {
  private static final double LANE = 9;

  /** Makes a diagram whose rows are no segments. */
  public CriticalDifferenceDiagram(
      String title, List<DiagramRow> rows, List<DiagramBar> bars, List<String> caption) {
    this(title, rows, bars, caption, null);
  }

  /** Returns this diagram with the colours of a run's segments. */
  public CriticalDifferenceDiagram of(SegmentColours run) {
    return new CriticalDifferenceDiagram(title, rows, bars, caption, run);
  }

  /** Returns the figure for a page. */
  public Drawing drawing() {
    return new Drawing("critical-difference", svg(false), svg(true));
  }

  /** Returns the figure as SVG. */
  public String svg() {
    return svg(false);
  }

  private String question() {
    return colours == null ? "Which can be told apart?" : "Which segments can be told apart?";
  }

  private String svg(boolean narrow) {
    int[] lanes = DiagramBar.lanes(bars);
    int laneCount = Arrays.stream(lanes).max().orElse(-1) + 1;
    List<String> names = rows.stream().map(DiagramRow::name).toList();
    double margin = laneCount == 0 ? 0 : laneCount * LANE + 4;
    TrackLayout at = TrackLayout.of(narrow, question(), title, names, margin);
    double bottom = at.top() + at.pitch() * rows.size();
    double below = bottom + at.line() + 2;
    List<String> notes = at.lines(caption);
    SvgWriter svg =
        new SvgWriter(at.width(), below + at.line() * notes.size() + 6, question(), description());
    at.title(svg);
    LinearAxis scale = new LinearAxis(1, worst(), at.left(), at.right());
    axis(svg, at, scale, bottom);
    for (int i = 0; i < rows.size(); i++) {
      row(svg, at, at.top() + at.pitch() * i, rows.get(i), scale);
    }
    for (int b = 0; b < lanes.length; b++) {
      bracket(svg, at, bars.get(b), at.right() + at.radius() + LANE * (lanes[b] + 1));
    }
    at.notes(svg, below, notes);
    return svg.finish();
  }

  private int worst() {
    double worst = 2;
    for (DiagramRow row : rows) {
      worst = Math.max(worst, Math.ceil(Double.isFinite(row.high()) ? row.high() : row.rank()));
    }
    return (int) worst;
  }

  private void axis(SvgWriter svg, TrackLayout at, LinearAxis scale, double bottom) {
    svg.text(at.left(), at.head(), "first", at.soft());
    svg.text(at.right(), at.head(), "last", at.soft().end());
    if (!at.narrow()) {
      svg.text(at.width() - 2, at.head(), "av. rank", at.soft().end());
    }
    for (int tick : LinearAxis.rankTicks(worst(), at.narrow() ? 8 : 12)) {
      double x = scale.at(tick);
      svg.line(x, at.top(), x, bottom + 2, Palette.GRID, 0.8);
      svg.text(x, bottom + at.line(), Integer.toString(tick), at.soft().middle());
    }
  }

  private void row(SvgWriter svg, TrackLayout at, double y, DiagramRow row, LinearAxis scale) {
    String colour = colours == null ? Palette.INK : colours.light(row.name());
    double middle = at.track(y);
    String rank = (at.narrow() ? "average rank " : "") + NumberText.rank(row.rank());
    svg.line(at.left(), middle, at.right(), middle, Palette.RULE, 1);
    at.label(svg, y, row.name(), colour, rank, row.highlighted(), false);
    svg.open("g", "data-name", row.name());
    svg.tooltip(
        "%s: average rank %s (%s), relative mean rank %s in %s"
            .formatted(
                row.name(),
                NumberText.rank(row.rank()),
                NumberText.rankInterval(row.low(), row.high()),
                NumberText.rank(row.relativeRank()),
                NumberText.images(row.images())));
    if (Double.isFinite(row.low()) && Double.isFinite(row.high())) {
      svg.line(scale.at(row.low()), middle, scale.at(row.high()), middle, Palette.INK, 1.2);
    }
    svg.element("circle", "cx", number(scale.at(row.rank())), "cy", number(middle));
    svg.attributes("r", at.narrow() ? "5.00" : "3.40", "fill", colour);
    svg.attributes("stroke", Palette.PAPER, "stroke-width", "1.00");
    svg.close();
  }

  private void bracket(SvgWriter svg, TrackLayout at, DiagramBar bar, double x) {
    svg.open("g", "data-bar", bar.first() + "-" + bar.last());
    svg.tooltip(
        "not different: "
            + rows.subList(bar.first(), bar.last() + 1).stream()
                .map(DiagramRow::name)
                .collect(Collectors.joining(", ")));
    double first = at.track(at.top() + at.pitch() * bar.first());
    double last = at.track(at.top() + at.pitch() * bar.last());
    svg.line(x, first - 2, x, last + 2, Palette.INK, 2);
    for (int row = bar.first(); row <= bar.last(); row++) {
      double y = at.track(at.top() + at.pitch() * row);
      svg.line(x - 4, y, x, y, Palette.INK, 1);
    }
    svg.close();
  }

  private String description() {
    return "Average ranks, best first: "
        + rows.stream()
            .map(r -> r.name() + " " + NumberText.rank(r.rank()))
            .collect(Collectors.joining(", "))
        + ". Brackets join rows that are not different: "
        + bars.stream()
            .map(b -> rows.get(b.first()).name() + " to " + rows.get(b.last()).name())
            .collect(Collectors.joining("; "))
        + ".";
  }
}
