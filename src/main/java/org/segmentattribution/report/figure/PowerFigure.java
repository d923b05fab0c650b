package org.segmentattribution.report.figure;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.List;
import org.segmentattribution.report.svg.Drawing;
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
  private static final String QUESTION = "How many planted shortcuts does each reading find?";
  private static final String STRENGTH = "share of the class's training pictures with the plant, %";

  /** Lines that share a colour differ in their dashes, and all in order of the legend. */
  private static final String[] DASHES = {"", "5 2", "1.5 1.8", "6 2 1 2", "3 1.5", "8 3", "2 3"};

  private final List<PowerLine> lines;
  private final List<Double> strengths;
  private final boolean narrow;
  private final double width;
  private final double left;
  private final double right;
  private final double top;
  private final double bottom;
  private final double row;
  private final TextStyle label;
  private final TextStyle soft;
  private final LinearAxis y;

  private PowerFigure(List<PowerLine> lines, boolean narrow) {
    this.lines = lines;
    this.narrow = narrow;
    width = narrow ? 300 : SvgWriter.COLUMN;
    row = narrow ? 16 : 13;
    label = TextStyle.of(narrow ? 11.5 : 8.5);
    soft = label.fill(Palette.MUTED);
    left = 2 + soft.width("100\u00a0%") + 4;
    right = narrow ? width - 4 : 276;
    top = heading().lines(QUESTION, width - 4).size() * (heading().size() + 4) + row + 6;
    bottom = top + 200;
    y = new LinearAxis(0, 1, bottom - 6, top + 6);
    strengths =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .map(PowerLine.Point::strength)
            .distinct()
            .sorted()
            .toList();
  }

  /** Returns the figure, a line a reading, the first on top. */
  public static Drawing of(List<PowerLine> lines) {
    return new Drawing(
        "power", new PowerFigure(lines, false).draw(), new PowerFigure(lines, true).draw());
  }

  /** Returns the figure as SVG; see {@link #of}. */
  public static String svg(List<PowerLine> lines) {
    return of(lines).wide();
  }

  private TextStyle heading() {
    return TextStyle.of(label.size() + 1.5).bold(true);
  }

  private String draw() {
    List<String> under = soft.lines(STRENGTH, right - 2);
    double below = bottom + 2 * row + row * (under.size() - 1) + 8;
    double legend = narrow ? below + 4 : top;
    double x = narrow ? 2 : 290;
    double height = Math.max(below, legend + row * lines.size() + 6);
    SvgWriter svg = new SvgWriter(width, height, QUESTION, description());
    double base = -1;
    for (String part : heading().lines(QUESTION, width - 4)) {
      svg.text(2, base += heading().size() + 4, part, heading());
    }
    svg.text(2, base + row, "share of the classifiers with an alarm", soft);
    frame(svg, under);
    for (int i = lines.size() - 1; i >= 0; i--) {
      line(svg, i);
    }
    for (int i = 0; i < lines.size(); i++) {
      double at = legend + row * (i + 0.5);
      stroke(svg, i, "M " + number(x) + " " + number(at) + " h 24");
      mark(svg, i, x + 12, at);
      svg.fitted(x + 30, at + 0.35 * label.size(), lines.get(i).name(), width - x - 32, label);
    }
    return svg.finish();
  }

  /** Returns the place of a strength: all are equally far apart. */
  private double x(double strength) {
    double step = (right - left - 24) / Math.max(1, strengths.size() - 1);
    return left + 12 + strengths.indexOf(strength) * step;
  }

  private void frame(SvgWriter svg, List<String> under) {
    for (int percent = 0; percent <= 100; percent += 25) {
      double at = y.at(percent / 100.0);
      svg.line(left, at, right, at, Palette.GRID, 0.8);
      svg.text(left - 4, at + 0.35 * label.size(), percent + "\u00a0%", soft.end());
    }
    svg.line(left, top, left, bottom, Palette.AXIS, 0.8);
    svg.line(left, bottom, right, bottom, Palette.AXIS, 0.8);
    double free = Double.NEGATIVE_INFINITY;
    for (double strength : strengths) {
      svg.line(x(strength), bottom, x(strength), bottom + 3, Palette.AXIS, 0.8);
      String text = NumberText.plain(strength);
      double half = soft.width(text) / 2;
      if (x(strength) - half > free + 2) {
        svg.text(x(strength), bottom + row, text, soft.middle());
        free = x(strength) + half;
      }
    }
    double base = bottom + row;
    for (String part : under) {
      svg.text(2, base += row, part, soft);
    }
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
    return Palette.line(i);
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
