package org.segmentattribution.report.figure;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;
import org.segmentattribution.statistics.Interval;

/**
 * Shows how values of segments change from one run to another: a panel a class, a line a segment
 * from the first run at the left to the second at the right. What changes beyond chance is thick
 * and has its segment's colour, and is listed below; the rest is grey.
 *
 * @param title the question that the figure answers
 * @param first name of the first run
 * @param second name of the second
 * @param axis quantity that the lines show
 * @param panels panels from top to bottom
 * @param colours colours of the segments of both runs
 */
public record Slopes(
    String title,
    String first,
    String second,
    String axis,
    List<Panel> panels,
    SegmentColours colours) {

  /**
   * The panel of one class.
   *
   * @param title of the panel
   * @param rows the segments, those that matter most first
   */
  public record Panel(String title, List<Row> rows) {}

  /**
   * The line of one segment.
   *
   * @param a mean in the first run; NaN if the segment is not there
   * @param b mean in the second run; NaN if the segment is not there
   * @param ofA interval of {@code a}; NaN without an interval
   * @param ofB interval of {@code b}
   * @param note text about the difference
   * @param stressed whether the difference is beyond chance
   */
  public record Row(
      String name, double a, double b, Interval ofA, Interval ofB, String note, boolean stressed) {
    boolean isKnown() {
      return Double.isFinite(a) || Double.isFinite(b);
    }
  }

  /** A name or number beside the end of a line, and where the line ends. */
  private record End(Row row, String text, double at, double y) {}

  /** Sizes of one of the two drawings. */
  private record Size(boolean narrow, double width, double text, double line, int across) {
    static final Size WIDE = new Size(false, SvgWriter.COLUMN, 8.5, 11.5, 2);
    static final Size NARROW = new Size(true, 300, 11.5, 15, 1);

    double panel() {
      return (width - 4 - 16 * (across - 1)) / across;
    }

    TextStyle plain() {
      return TextStyle.of(text);
    }

    TextStyle soft() {
      return plain().fill(Palette.MUTED);
    }
  }

  /** Returns the figure for a page. */
  public Drawing drawing() {
    return new Drawing("compare", svg(Size.WIDE), svg(Size.NARROW));
  }

  /** Returns the figure as SVG. */
  public String svg() {
    return svg(Size.WIDE);
  }

  private String svg(Size size) {
    TextStyle heading = TextStyle.of(size.text() + 1.5).bold(true);
    List<String> question = heading.lines(title, size.width() - 4);
    List<String> below = size.soft().lines(axis, size.width() - 4);
    double top = (size.text() + 4.5) * question.size() + 3 + 2 * size.line() + 6;
    List<Double> starts = new ArrayList<>();
    double y = top;
    for (int i = 0; i < panels.size(); i += size.across()) {
      double highest = 0;
      for (int k = i; k < Math.min(i + size.across(), panels.size()); k++) {
        starts.add(y);
        highest = Math.max(highest, height(size, panels.get(k)));
      }
      y += highest + 10;
    }
    SvgWriter svg =
        new SvgWriter(size.width(), y + size.line() * below.size() + 6, title, description());
    double base = -1;
    for (String part : question) {
      svg.text(2, base += size.text() + 4.5, part, heading);
    }
    base += 3;
    for (String run : new String[] {"left: " + first, "right: " + second}) {
      svg.fitted(2, base += size.line(), run, size.width() - 4, size.soft());
    }
    for (int i = 0; i < panels.size(); i++) {
      double x = 2 + i % size.across() * (size.panel() + 16);
      panel(svg, size, panels.get(i), x, starts.get(i));
    }
    for (String part : below) {
      svg.text(2, y += size.line(), part, size.soft());
    }
    return svg.finish();
  }

  private static List<Row> known(Panel panel) {
    return panel.rows().stream().filter(Row::isKnown).toList();
  }

  private static double plot(Size size, Panel panel) {
    return Math.max(7 * size.line(), (known(panel).size() + 0.5) * size.line());
  }

  private double height(Size size, Panel panel) {
    return size.line() + 6 + plot(size, panel) + 4 + size.line() * sure(size, panel).size();
  }

  /** Returns the lines below a panel: each sure difference, or that there is none. */
  private List<String> sure(Size size, Panel panel) {
    List<String> lines = new ArrayList<>();
    for (Row row : panel.rows()) {
      if (row.stressed()) {
        lines.addAll(size.soft().lines(row.name() + ": " + row.note(), size.panel() - 12));
      }
    }
    if (lines.isEmpty()) {
      lines.addAll(size.soft().lines("No difference is beyond chance.", size.panel() - 12));
    }
    return lines;
  }

  private void panel(SvgWriter svg, Size size, Panel panel, double x, double top) {
    svg.fitted(x, top + size.line(), panel.title(), size.panel(), size.plain().bold(true));
    double from = top + size.line() + 6;
    double to = from + plot(size, panel);
    LinearAxis scale = scale(panel, from + size.line() / 2, to - size.line() / 2);
    double names = 0.36 * size.panel();
    double left = x + names;
    double right = x + size.panel() - names;
    if (scale.from() < 0) {
      svg.line(
          left, scale.at(0), right, scale.at(0), Palette.MUTED, 0.8, "stroke-dasharray", "3 3");
    }
    svg.line(left, from, left, to, Palette.RULE, 1);
    svg.line(right, from, right, to, Palette.RULE, 1);
    List<Row> rows =
        known(panel).stream().sorted(Comparator.comparing(Row::stressed)).toList(); // sure on top
    for (Row row : rows) {
      line(svg, row, scale, left, right);
    }
    ends(svg, size, ends(rows, scale, true, from, to, size), left, x, true);
    ends(svg, size, ends(rows, scale, false, from, to, size), right, x + size.panel(), false);
    double y = to + 4;
    for (String part : sure(size, panel)) {
      svg.text(x, y += size.line(), part, size.soft());
    }
  }

  private static LinearAxis scale(Panel panel, double top, double bottom) {
    double low = 0;
    double high = 0;
    for (Row row : panel.rows()) {
      for (double v :
          new double[] {
            row.a(), row.b(), row.ofA().low(), row.ofA().high(), row.ofB().low(), row.ofB().high()
          }) {
        low = Double.isFinite(v) ? Math.min(low, v) : low;
        high = Double.isFinite(v) ? Math.max(high, v) : high;
      }
    }
    return new LinearAxis(low, high > low ? high : low + 1, bottom, top);
  }

  private void line(SvgWriter svg, Row row, LinearAxis scale, double left, double right) {
    String colour = row.stressed() ? colours.light(row.name()) : Palette.MUTED;
    svg.open("g", "data-name", row.name());
    svg.tooltip(words(row));
    if (Double.isFinite(row.a()) && Double.isFinite(row.b())) {
      svg.line(
          left,
          scale.at(row.a()),
          right,
          scale.at(row.b()),
          colour,
          row.stressed() ? 2.2 : 0.9,
          "stroke-opacity",
          row.stressed() ? "1" : "0.6");
    }
    end(svg, row, row.a(), row.ofA(), left, scale, colour);
    end(svg, row, row.b(), row.ofB(), right, scale, colour);
    svg.close();
  }

  private static void end(
      SvgWriter svg,
      Row row,
      double value,
      Interval interval,
      double x,
      LinearAxis scale,
      String colour) {
    if (!Double.isFinite(value)) {
      return;
    }
    if (row.stressed() && Double.isFinite(interval.low())) {
      svg.line(x, scale.at(interval.low()), x, scale.at(interval.high()), colour, 1.1);
    }
    svg.element("circle", "cx", number(x), "cy", number(scale.at(value)));
    svg.attributes("r", row.stressed() ? "3.00" : "1.80", "fill", colour);
  }

  /** Moves the labels of one side apart, as little as possible from above to below. */
  private static List<End> ends(
      List<Row> rows, LinearAxis scale, boolean left, double from, double to, Size size) {
    List<Row> sorted =
        rows.stream()
            .filter(r -> Double.isFinite(left ? r.a() : r.b()))
            .sorted(
                Comparator.comparingDouble((Row r) -> scale.at(left ? r.a() : r.b()))
                    .thenComparing(Row::name))
            .toList();
    double[] y = new double[sorted.size()];
    double next = from + size.line() / 2;
    for (int i = 0; i < y.length; i++) {
      double value = left ? sorted.get(i).a() : sorted.get(i).b();
      y[i] = Math.max(next, scale.at(value));
      next = y[i] + size.line();
    }
    next = to - size.line() / 2;
    for (int i = y.length - 1; i >= 0; i--) {
      y[i] = Math.min(next, y[i]);
      next = y[i] - size.line();
    }
    List<End> ends = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      double value = left ? sorted.get(i).a() : sorted.get(i).b();
      ends.add(new End(sorted.get(i), text(value), scale.at(value), y[i]));
    }
    return ends;
  }

  private void ends(
      SvgWriter svg, Size size, List<End> ends, double axis, double edge, boolean left) {
    double step = left ? -1 : 1;
    for (End end : ends) {
      TextStyle style =
          (end.row().stressed() ? size.plain() : size.soft()).bold(end.row().stressed());
      double x = axis + 7 * step;
      if (Math.abs(end.at() - end.y()) > 2) {
        svg.line(axis + 3 * step, end.at(), x - step, end.y(), Palette.RULE, 0.8);
      }
      double base = end.y() + 0.35 * size.text();
      double room = Math.abs(edge - x);
      String name = style.fit(end.row().name(), room - style.width(end.text()) - 4);
      String label = left ? name + " " + end.text() : end.text() + " " + name;
      svg.text(x, base, label, left ? style.end() : style);
    }
  }

  private static String text(double value) {
    return Math.abs(value) < 1 ? NumberText.fixed(value, 2) : NumberText.fixed(value, 1);
  }

  private static String words(Row row) {
    return row.name()
        + ": "
        + NumberText.significant(row.a())
        + " and "
        + NumberText.significant(row.b())
        + (row.note().isEmpty() ? "" : "; " + row.note());
  }

  private String description() {
    return "From %s to %s. ".formatted(first, second)
        + panels.stream()
            .map(
                panel ->
                    panel.title()
                        + ": "
                        + panel.rows().stream().map(Slopes::words).collect(Collectors.joining(". "))
                        + ".")
            .collect(Collectors.joining(" "));
  }
}
