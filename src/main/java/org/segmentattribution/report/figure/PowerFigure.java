package org.segmentattribution.report.figure;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.List;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Shows the share of classifiers in which each reading finds a planted shortcut, over the share of
 * pictures that carried it; at 0 per cent, the share of false alarms.
 */
public final class PowerFigure {
  private static final double WIDTH = SvgWriter.COLUMN;
  private static final double LEFT = 44;
  private static final double RIGHT = 276;
  private static final double TOP = 12;
  private static final double BOTTOM = 212;
  private static final double LEGEND = 290;
  private static final double ROW = 13;
  private static final TextStyle TICK = TextStyle.of(7.5).fill(Palette.MUTED);
  private static final TextStyle LABEL = TextStyle.of(8);

  /** Lines that share a colour differ in their dashes, and all in order of the legend. */
  private static final String[] DASHES = {"", "5 2", "1.5 1.8", "6 2 1 2", "3 1.5", "8 3", "2 3"};

  private final List<PowerLine> lines;
  private final List<Double> strengths;
  private final LinearAxis y = new LinearAxis(0, 1, BOTTOM - 6, TOP + 6);

  private PowerFigure(List<PowerLine> lines) {
    this.lines = lines;
    strengths =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .map(PowerLine.Point::strength)
            .distinct()
            .sorted()
            .toList();
  }

  /** Returns the figure as SVG, a line a reading, the first on top. */
  public static String svg(List<PowerLine> lines) {
    return new PowerFigure(lines).draw();
  }

  private String draw() {
    double height = Math.max(BOTTOM + 32, TOP + ROW * lines.size() + 12);
    SvgWriter svg =
        new SvgWriter(WIDTH, height, "Planted shortcuts found, over their strength", description());
    frame(svg);
    for (int i = lines.size() - 1; i >= 0; i--) {
      line(svg, i);
    }
    for (int i = 0; i < lines.size(); i++) {
      double at = TOP + 8 + ROW * i;
      stroke(svg, i, "M " + number(LEGEND) + " " + number(at) + " h 24");
      mark(svg, i, LEGEND + 12, at);
      svg.fitted(LEGEND + 30, at + 2.7, lines.get(i).name(), WIDTH - LEGEND - 32, LABEL);
    }
    return svg.finish();
  }

  /** Returns the place of a strength: all are equally far apart. */
  private double x(double strength) {
    double step = (RIGHT - LEFT - 24) / Math.max(1, strengths.size() - 1);
    return LEFT + 12 + strengths.indexOf(strength) * step;
  }

  private void frame(SvgWriter svg) {
    for (int percent = 0; percent <= 100; percent += 25) {
      double at = y.at(percent / 100.0);
      svg.line(LEFT, at, RIGHT, at, Palette.GRID, 0.6);
      svg.text(LEFT - 5, at + 2.6, percent + "\u00a0%", TICK.end());
    }
    svg.line(LEFT, TOP, LEFT, BOTTOM, Palette.AXIS, 0.8);
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, Palette.AXIS, 0.8);
    for (double strength : strengths) {
      svg.line(x(strength), BOTTOM, x(strength), BOTTOM + 3, Palette.AXIS, 0.8);
      svg.text(x(strength), BOTTOM + 11, NumberText.plain(strength), TICK.middle());
    }
    svg.text(
        (LEFT + RIGHT) / 2,
        BOTTOM + 25,
        "share of the class's training pictures with the plant, %",
        LABEL.middle());
    String turn = "rotate(-90 11.00 " + number((TOP + BOTTOM) / 2) + ")";
    svg.text(
        11, (TOP + BOTTOM) / 2, "classifiers with an alarm", LABEL.middle(), "transform", turn);
  }

  private void line(SvgWriter svg, int i) {
    StringBuilder d = new StringBuilder();
    for (PowerLine.Point point : lines.get(i).points()) {
      if (point.classifiers() > 0) {
        d.append(d.isEmpty() ? "M " : " L ").append(number(x(point.strength())));
        d.append(' ').append(number(y.at(point.share())));
      }
    }
    if (!d.isEmpty()) {
      stroke(svg, i, d.toString());
    }
    for (PowerLine.Point point : lines.get(i).points()) {
      if (point.classifiers() > 0) {
        svg.open("g");
        svg.tooltip(
            lines.get(i).name()
                + " at "
                + NumberText.prevalence(point.strength())
                + ": "
                + point.alarms()
                + " of "
                + point.classifiers());
        mark(svg, i, x(point.strength()), y.at(point.share()));
        svg.close();
      }
    }
  }

  private static String colour(int i) {
    return i == 0 ? Palette.ACCENT : Palette.line(i - 1);
  }

  private static void stroke(SvgWriter svg, int i, String d) {
    String dash = DASHES[i % DASHES.length];
    if (dash.isEmpty()) {
      svg.path(d, colour(i), 1.6, "stroke-linejoin", "round");
    } else {
      svg.path(d, colour(i), 1.3, "stroke-linejoin", "round", "stroke-dasharray", dash);
    }
  }

  private static void mark(SvgWriter svg, int i, double x, double y) {
    String fill = i % 2 == 0 ? colour(i) : Palette.PAPER;
    svg.element("circle", "cx", number(x), "cy", number(y), "r", "2.30", "fill", fill);
    svg.attributes("stroke", colour(i), "stroke-width", "1.10");
  }

  private String description() {
    StringBuilder text = new StringBuilder("Classifiers with an alarm at each strength.");
    for (PowerLine line : lines) {
      text.append(' ').append(line.name()).append(':');
      for (PowerLine.Point point : line.points()) {
        text.append(' ').append(NumberText.prevalence(point.strength())).append(' ');
        text.append(point.alarms()).append(" of ").append(point.classifiers()).append(';');
      }
    }
    return text.toString();
  }
}
