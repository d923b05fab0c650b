package org.segmentattribution.report.figure;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.segmentattribution.report.figure.RemovalDots.Dot;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.LabelPlacer;
import org.segmentattribution.report.svg.LabelPlacer.Box;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/** Draws {@link RemovalDots}, for a page and for a telephone. */
public final class RemovalPlot {
  private final RemovalDots of;
  private final double width;
  private final double plot;
  private final double size;
  private final double line;
  private final double radius;
  private final TextStyle text;
  private final TextStyle soft;

  private RemovalPlot(RemovalDots of, boolean narrow) {
    this.of = of;
    width = narrow ? 300 : SvgWriter.COLUMN;
    plot = narrow ? 210 : 190;
    size = narrow ? 11.5 : 8.5;
    line = narrow ? 14.5 : 11.5;
    radius = narrow ? 4.5 : 4;
    text = TextStyle.of(size);
    soft = text.fill(Palette.MUTED);
  }

  /** Returns the figure. */
  public static Drawing of(RemovalDots dots) {
    return new Drawing(
        "removal", new RemovalPlot(dots, false).svg(), new RemovalPlot(dots, true).svg());
  }

  private String svg() {
    TextStyle title = TextStyle.of(size + (size > 10 ? 1 : 1.5)).bold(true);
    List<String> question = title.lines(of.question(), width - 4);
    List<String> below = new ArrayList<>();
    if (of.dots().stream().anyMatch(dot -> Double.isNaN(dot.interval().low()))) {
      below.add("Grey: fewer than five images to compare.");
    }
    of.notes().forEach(note -> below.addAll(soft.lines(note, width - 4)));
    double titleLine = size + 3.5;
    double top = 6 + titleLine * question.size() + line + 8;
    double bottom = top + plot;
    double height = bottom + 4 + 3 * line + 4 + line * below.size() + 4;
    SvgWriter svg = new SvgWriter(width, height, of.question(), of.description());
    double y = 0;
    for (String part : question) {
      svg.text(2, y += titleLine, part, title);
    }
    svg.text(2, y + line + 2, of.unit() + " lost, beyond other places \u2191", soft);
    plot(svg, top, bottom);
    svg.fitted(
        width - 2,
        bottom + 4 + 2 * line - 2,
        "share of the attribution, " + of.method() + " \u2192",
        width - 4,
        soft.end());
    legend(svg, bottom + 4 + 3 * line);
    y = bottom + 8 + 3 * line;
    for (String part : below) {
      svg.text(2, y += line, part, soft);
    }
    return svg.finish();
  }

  private void plot(SvgWriter svg, double top, double bottom) {
    double low = Math.min(0, of.dots().stream().mapToDouble(Dot::low).min().orElse(0));
    double high = Math.max(0, of.dots().stream().mapToDouble(Dot::high).max().orElse(1));
    high = Double.isNaN(of.least()) ? high : Math.max(high, of.least());
    double room = 0.06 * (high > low ? high - low : 1);
    List<Double> ticks = ticks(low, high);
    double left = 8 + ticks.stream().mapToDouble(t -> soft.width(text(t))).max().orElse(0);
    LinearAxis y = new LinearAxis(low - room, high + room, bottom, top);
    double most = of.dots().stream().mapToDouble(Dot::share).max().orElse(1);
    most = most > 0 ? most : 1;
    LinearAxis x = new LinearAxis(0, 1.06 * most, left + radius + 2, width - 4);
    for (double tick : ticks) {
      svg.line(left, y.at(tick), width - 2, y.at(tick), Palette.GRID, 0.7);
      svg.text(left - 4, y.at(tick) + 0.35 * size, text(tick), soft.end());
    }
    for (double tick : LinearAxis.ticks(100 * most, 4)) {
      svg.line(x.at(tick / 100), bottom, x.at(tick / 100), bottom + 3, Palette.AXIS, 0.8);
      String text = NumberText.plain(tick) + (tick == 0 ? "" : "\u00a0%");
      double middle = Math.min(x.at(tick / 100), width - 2 - soft.width(text) / 2);
      svg.text(middle, bottom + line, text, soft.middle());
    }
    svg.line(left, bottom, width - 2, bottom, Palette.AXIS, 0.8);
    svg.line(left, y.at(0), width - 2, y.at(0), Palette.INK, 1);
    LabelPlacer places = new LabelPlacer(left + 1, top, width - 2 - left, plot);
    if (of.least() > 0) {
      svg.line(
          left,
          y.at(of.least()),
          width - 2,
          y.at(of.least()),
          Palette.MUTED,
          0.8,
          "stroke-dasharray",
          "3 3");
    }
    for (Dot dot : of.dots()) {
      places.keepFree(around(x.at(dot.share()), y.at(dot.excess()), radius + 0.5, radius + 0.5));
    }
    lineNames(svg, places, y, left);
    of.dots().forEach(dot -> whisker(svg, dot, x.at(dot.share()), y));
    of.dots().forEach(dot -> mark(svg, dot, x.at(dot.share()), y.at(dot.excess())));
    // what matters is named first, and so next to its dot
    of.dots().stream()
        .sorted(Comparator.comparing((Dot d) -> !d.relevant()).thenComparing(d -> -d.share()))
        .forEach(dot -> name(svg, places, dot, x.at(dot.share()), y.at(dot.excess())));
  }

  /** Names the two lines, at their right ends where there is room. */
  private void lineNames(SvgWriter svg, LabelPlacer places, LinearAxis y, double left) {
    lineName(svg, places, "changes nothing", y.at(0), true, left);
    if (of.least() > 0) {
      lineName(svg, places, "matters from here", y.at(of.least()), false, left);
    }
  }

  private void lineName(
      SvgWriter svg, LabelPlacer places, String name, double at, boolean below, double left) {
    double wide = soft.width(name);
    double right = width - 3 - wide;
    for (boolean under : new boolean[] {below, !below}) {
      double top = under ? at + 3 : at - 5 - size;
      for (double x : new double[] {right, (left + right) / 2, left + 2}) {
        if (places.take(new Box(x, top, wide, size + 2))) {
          svg.text(x, top + size - 1, name, soft.haloed());
          return;
        }
      }
    }
  }

  private void whisker(SvgWriter svg, Dot dot, double x, LinearAxis y) {
    if (!Double.isNaN(dot.interval().low())) {
      svg.line(x, y.at(dot.low()), x, y.at(dot.high()), colour(dot), 1.1);
    }
  }

  private void mark(SvgWriter svg, Dot dot, double x, double y) {
    svg.open("g");
    svg.tooltip(RemovalDots.words(dot));
    svg.element("circle", "cx", number(x), "cy", number(y), "r", number(radius));
    svg.attributes("fill", dot.relevant() ? colour(dot) : Palette.PAPER);
    svg.attributes("stroke", colour(dot), "stroke-width", "1.50");
    svg.close();
  }

  private void name(SvgWriter svg, LabelPlacer places, Dot dot, double x, double y) {
    TextStyle style = text.bold(dot.relevant());
    String name = style.fit(dot.name(), 0.37 * width);
    double wide = style.width(name);
    double beside = x + radius + 3 + wide / 2;
    double wanted = beside + wide / 2 <= width - 2 ? beside : x - radius - 3 - wide / 2;
    Optional<Box> found = places.place(wanted, y, wide, size + 1);
    if (found.isEmpty()) {
      return;
    }
    Box box = found.get();
    double nearX = Math.max(box.x(), Math.min(x, box.x() + wide));
    double nearY = Math.max(box.y(), Math.min(y, box.y() + size));
    double away = Math.hypot(nearX - x, nearY - y);
    if (away > radius + 7) {
      double from = radius / away;
      svg.line(x + from * (nearX - x), y + from * (nearY - y), nearX, nearY, Palette.AXIS, 0.6);
    }
    svg.text(box.x(), box.y() + size - 1.5, name, style.haloed());
  }

  private void legend(SvgWriter svg, double y) {
    double x = 2 + radius;
    for (boolean filled : new boolean[] {true, false}) {
      String text = filled ? "matters" : "does not";
      svg.element("circle", "cx", number(x), "cy", number(y - 0.35 * size), "r", number(radius));
      svg.attributes("fill", filled ? Palette.INK : Palette.PAPER, "stroke", Palette.INK);
      svg.attributes("stroke-width", "1.50");
      svg.text(x + radius + 4, y, text, soft);
      x += radius + 4 + soft.width(text) + 12 + radius;
    }
    svg.line(x, y - size + 1, x, y + 1.5, Palette.INK, 1.1);
    svg.text(x + 5, y, "95\u00a0% interval", soft);
  }

  private String colour(Dot dot) {
    if (Double.isNaN(dot.interval().low())) {
      return Palette.AXIS; // too few images to say anything
    }
    return of.colours().light(dot.name());
  }

  private Box around(double x, double y, double width, double height) {
    return new Box(x - width, y - height, 2 * width, 2 * height);
  }

  /** Returns round values on both sides of 0. */
  private List<Double> ticks(double low, double high) {
    List<Double> all = LinearAxis.ticks(Math.max(-low, high), 4);
    List<Double> ticks = new ArrayList<>();
    for (double tick : all) {
      if (tick <= high * (1 + 1e-9)) {
        ticks.add(tick);
      }
      if (tick > 0 && -tick >= low * (1 + 1e-9)) {
        ticks.add(-tick);
      }
    }
    return ticks;
  }

  private String text(double tick) {
    return Math.abs(tick) >= 0.1 || tick == 0
        ? NumberText.plain(tick)
        : NumberText.significant(tick);
  }
}
