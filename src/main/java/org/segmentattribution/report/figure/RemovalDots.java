package org.segmentattribution.report.figure;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.segmentattribution.report.svg.LabelPlacer;
import org.segmentattribution.report.svg.LabelPlacer.Box;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;
import org.segmentattribution.statistics.Interval;

/**
 * Shows whether a classifier needs what it looks at: a dot a segment, its share of the attribution
 * to the right, what its removal does beyond that of other places upwards. It is 300 units wide, so
 * that its letters are 11 pixels tall on a page for a telephone.
 *
 * @param className the images' class; empty for all images
 * @param method name of the saliency method
 * @param unit what effects are measured in: {@code logit} or {@code margin}
 * @param least excess from which a segment matters; NaN where there is no such line
 * @param dots segments with a share and an excess
 * @param notes what is not shown, a sentence each
 */
public record RemovalDots(
    String className,
    String method,
    String unit,
    double least,
    List<Dot> dots,
    List<String> notes) {
  /**
   * A segment.
   *
   * @param name of the segment
   * @param share mean share of a table's summed attribution, 0 to 1
   * @param excess mean effect beyond the placebos
   * @param interval of the excess; {@link Interval#NONE} for too few images
   * @param relevant whether it matters
   * @param highlighted whether the figure is about it
   */
  public record Dot(
      String name,
      double share,
      double excess,
      Interval interval,
      boolean relevant,
      boolean highlighted) {
    double low() {
      return Double.isNaN(interval.low()) ? excess : interval.low();
    }

    double high() {
      return Double.isNaN(interval.high()) ? excess : interval.high();
    }
  }

  private static final double WIDTH = 300;
  private static final double PLOT = 200;
  private static final double SIZE = 11.5;
  private static final double LINE = 14.5;
  private static final double RADIUS = 4.5;
  private static final TextStyle TEXT = TextStyle.of(SIZE);
  private static final TextStyle SOFT = TEXT.fill(Palette.MUTED);

  /** Sorts the dots, the largest excess first: so a screen reader reads them. */
  public RemovalDots {
    dots =
        dots.stream()
            .sorted(Comparator.comparingDouble(Dot::excess).reversed().thenComparing(Dot::name))
            .toList();
    notes = List.copyOf(notes);
  }

  /** Returns the question that the figure answers. */
  public String question() {
    return (className.isEmpty() ? "Does" : className + ": does")
        + " removing what the model looks at change its answer?";
  }

  /** Returns the figure as SVG. */
  public String svg() {
    TextStyle title = TextStyle.of(12.5).bold(true);
    List<String> question = title.lines(question(), WIDTH - 4);
    List<String> below = new ArrayList<>();
    if (dots.stream().anyMatch(dot -> Double.isNaN(dot.interval().low()))) {
      below.add("Grey: fewer than five images to compare.");
    }
    notes.forEach(note -> below.addAll(SOFT.lines(note, WIDTH - 4)));
    double top = 6 + 15 * question.size() + LINE + 8;
    double bottom = top + PLOT;
    double height = bottom + 4 + 3 * LINE + 4 + LINE * below.size() + 4;
    SvgWriter svg = new SvgWriter(WIDTH, height, question(), description());
    double y = 1;
    for (String line : question) {
      svg.text(2, y += 14, line, title);
    }
    svg.text(2, y + LINE + 2, unit + " lost, beyond other places \u2191", SOFT);
    plot(svg, top, bottom);
    svg.fitted(
        WIDTH - 2,
        bottom + 4 + 2 * LINE - 2,
        "share of the attribution, " + method + " \u2192",
        WIDTH - 4,
        SOFT.end());
    legend(svg, bottom + 4 + 3 * LINE);
    y = bottom + 8 + 3 * LINE;
    for (String line : below) {
      svg.text(2, y += LINE, line, SOFT);
    }
    return svg.finish();
  }

  private void plot(SvgWriter svg, double top, double bottom) {
    double low = Math.min(0, dots.stream().mapToDouble(Dot::low).min().orElse(0));
    double high = Math.max(0, dots.stream().mapToDouble(Dot::high).max().orElse(1));
    high = Double.isNaN(least) ? high : Math.max(high, least);
    double room = 0.06 * (high > low ? high - low : 1);
    List<Double> ticks = ticks(low, high);
    double left = 8 + ticks.stream().mapToDouble(t -> SOFT.width(text(t))).max().orElse(0);
    LinearAxis y = new LinearAxis(low - room, high + room, bottom, top);
    double most = dots.stream().mapToDouble(Dot::share).max().orElse(1);
    most = most > 0 ? most : 1;
    LinearAxis x = new LinearAxis(0, 1.06 * most, left + RADIUS + 2, WIDTH - 4);
    for (double tick : ticks) {
      svg.line(left, y.at(tick), WIDTH - 2, y.at(tick), Palette.GRID, 0.7);
      svg.text(left - 4, y.at(tick) + 4, text(tick), SOFT.end());
    }
    for (double tick : LinearAxis.ticks(100 * most, 4)) {
      svg.line(x.at(tick / 100), bottom, x.at(tick / 100), bottom + 3, Palette.AXIS, 0.8);
      String text = NumberText.plain(tick) + (tick == 0 ? "" : "\u00a0%");
      double middle = Math.min(x.at(tick / 100), WIDTH - 2 - SOFT.width(text) / 2);
      svg.text(middle, bottom + LINE, text, SOFT.middle());
    }
    svg.line(left, bottom, WIDTH - 2, bottom, Palette.AXIS, 0.8);
    svg.line(left, y.at(0), WIDTH - 2, y.at(0), Palette.INK, 1);
    LabelPlacer places = new LabelPlacer(left + 1, top, WIDTH - 2 - left, PLOT);
    if (least > 0) {
      svg.line(
          left, y.at(least), WIDTH - 2, y.at(least), Palette.MUTED, 0.8, "stroke-dasharray", "3 3");
    }
    for (Dot dot : dots) {
      places.keepFree(around(x.at(dot.share()), y.at(dot.excess()), RADIUS + 0.5, RADIUS + 0.5));
    }
    lineNames(svg, places, y, left);
    dots.forEach(dot -> whisker(svg, dot, x.at(dot.share()), y));
    dots.forEach(dot -> mark(svg, dot, x.at(dot.share()), y.at(dot.excess())));
    // what matters is named first, and so next to its dot
    dots.stream()
        .sorted(Comparator.comparing((Dot d) -> !d.relevant()).thenComparing(d -> -d.share()))
        .forEach(dot -> name(svg, places, dot, x.at(dot.share()), y.at(dot.excess())));
  }

  /** Names the two lines, at their right ends where there is room. */
  private void lineNames(SvgWriter svg, LabelPlacer places, LinearAxis y, double left) {
    lineName(svg, places, "changes nothing", y.at(0), true, left);
    if (least > 0) {
      lineName(svg, places, "matters from here", y.at(least), false, left);
    }
  }

  private static void lineName(
      SvgWriter svg, LabelPlacer places, String name, double line, boolean below, double left) {
    double width = SOFT.width(name);
    double right = WIDTH - 3 - width;
    for (boolean under : new boolean[] {below, !below}) {
      double top = under ? line + 3 : line - 5 - SIZE;
      for (double x : new double[] {right, (left + right) / 2, left + 2}) {
        if (places.take(new Box(x, top, width, SIZE + 2))) {
          svg.text(x, top + SIZE - 1, name, SOFT.haloed());
          return;
        }
      }
    }
  }

  private static void whisker(SvgWriter svg, Dot dot, double x, LinearAxis y) {
    if (!Double.isNaN(dot.interval().low())) {
      svg.line(x, y.at(dot.low()), x, y.at(dot.high()), colour(dot), 1.1);
    }
  }

  private static void mark(SvgWriter svg, Dot dot, double x, double y) {
    svg.open("g");
    svg.tooltip(text(dot));
    svg.element("circle", "cx", number(x), "cy", number(y), "r", number(RADIUS));
    svg.attributes("fill", dot.relevant() ? colour(dot) : Palette.PAPER);
    svg.attributes("stroke", colour(dot), "stroke-width", "1.50");
    svg.close();
  }

  private static void name(SvgWriter svg, LabelPlacer places, Dot dot, double x, double y) {
    TextStyle style = TEXT.bold(dot.relevant()).fill(dot.highlighted() ? "#a84600" : Palette.INK);
    String name = style.fit(dot.name(), 110);
    double width = style.width(name);
    double beside = x + RADIUS + 3 + width / 2;
    double wanted = beside + width / 2 <= WIDTH - 2 ? beside : x - RADIUS - 3 - width / 2;
    Optional<Box> found = places.place(wanted, y, width, SIZE + 1);
    if (found.isEmpty()) {
      return;
    }
    Box box = found.get();
    double nearX = Math.max(box.x(), Math.min(x, box.x() + width));
    double nearY = Math.max(box.y(), Math.min(y, box.y() + SIZE));
    double away = Math.hypot(nearX - x, nearY - y);
    if (away > RADIUS + 7) {
      double from = RADIUS / away;
      svg.line(x + from * (nearX - x), y + from * (nearY - y), nearX, nearY, Palette.AXIS, 0.6);
    }
    svg.text(box.x(), box.y() + SIZE - 1.5, name, style.haloed());
  }

  private static void legend(SvgWriter svg, double y) {
    double x = 2 + RADIUS;
    for (boolean filled : new boolean[] {true, false}) {
      String text = filled ? "matters" : "does not";
      svg.element("circle", "cx", number(x), "cy", number(y - 4), "r", number(RADIUS));
      svg.attributes("fill", filled ? Palette.SECOND : Palette.PAPER, "stroke", Palette.SECOND);
      svg.attributes("stroke-width", "1.50");
      svg.text(x + RADIUS + 4, y, text, SOFT);
      x += RADIUS + 4 + SOFT.width(text) + 12 + RADIUS;
    }
    svg.line(x, y - 10, x, y + 2, Palette.SECOND, 1.1);
    svg.text(x + 5, y, "95\u00a0% interval", SOFT);
  }

  private static String colour(Dot dot) {
    if (Double.isNaN(dot.interval().low())) {
      return Palette.AXIS; // too few images to say anything
    }
    return dot.highlighted() ? Palette.ACCENT : Palette.SECOND;
  }

  private static Box around(double x, double y, double width, double height) {
    return new Box(x - width, y - height, 2 * width, 2 * height);
  }

  /** Returns round values on both sides of 0. */
  private static List<Double> ticks(double low, double high) {
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

  private static String text(double tick) {
    return Math.abs(tick) >= 0.1 || tick == 0
        ? NumberText.plain(tick)
        : NumberText.significant(tick);
  }

  private static String text(Dot dot) {
    return dot.name()
        + ": "
        + NumberText.percent(dot.share())
        + " of the attribution, excess "
        + NumberText.significant(dot.excess())
        + (Double.isNaN(dot.interval().low())
            ? ""
            : " (95\u00a0% interval "
                + NumberText.significant(dot.interval().low())
                + " to "
                + NumberText.significant(dot.interval().high())
                + ")")
        + (dot.relevant() ? ", matters" : "");
  }

  private String description() {
    StringBuilder text =
        new StringBuilder(
            "Share of the attribution against what removal does beyond other places:");
    dots.forEach(dot -> text.append(' ').append(text(dot)).append(';'));
    return text.toString();
  }
}
