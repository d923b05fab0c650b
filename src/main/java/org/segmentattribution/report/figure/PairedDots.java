package org.segmentattribution.report.figure;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.List;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;
import org.segmentattribution.statistics.Interval;

/**
 * Shows values of segments in two runs that may be on both sides of 0: a panel for each class, two
 * dots for each segment, joined by a line, and notes on their difference at the right.
 *
 * @param title of the figure
 * @param first name of the first run
 * @param second name of the second
 * @param axis quantity that the dots show
 * @param panels panels from top to bottom
 */
public record PairedDots(
    String title, String first, String second, String axis, List<PairedBars.Panel> panels) {
  private static final double PITCH = 20;
  private static final double SIZE = 8;
  private static final double NAMES = 120;
  private static final double NOTES = 92;
  private static final double TOP = 34;
  private static final double APART = 3.5;

  /** Returns the figure as SVG. */
  public String svg() {
    double height = TOP + 22;
    for (PairedBars.Panel panel : panels) {
      height += 22 + PITCH * panel.rows().size();
    }
    SvgWriter svg = new SvgWriter(SvgWriter.COLUMN, height, title, "Dots of two runs: " + title);
    svg.fitted(2, 12, title, SvgWriter.COLUMN - 4, TextStyle.of(9).bold(true));
    key(svg);
    LinearAxis scale = scale();
    TextStyle small = TextStyle.of(7).fill(Palette.MUTED);
    double bottom = height - 22;
    List<Double> ticks = LinearAxis.ticks(Math.max(-scale.from(), scale.to()), 4);
    for (double tick : ticks) {
      for (double at : tick == 0 ? new double[] {0} : new double[] {-tick, tick}) {
        if (at >= scale.from() && at <= scale.to()) {
          svg.line(scale.at(at), TOP + 8, scale.at(at), bottom, Palette.GRID, 0.5);
          svg.text(scale.at(at), bottom + 9, text(at), small.middle());
        }
      }
    }
    double y = TOP;
    for (PairedBars.Panel panel : panels) {
      y = panel(svg, panel, scale, y);
    }
    svg.fitted(SvgWriter.COLUMN - 4, bottom + 19, axis, SvgWriter.COLUMN - 8, small.end());
    return svg.finish();
  }

  private static String text(double tick) {
    return Math.abs(tick) >= 0.1 || tick == 0
        ? NumberText.plain(tick)
        : NumberText.significant(tick);
  }

  private void key(SvgWriter svg) {
    TextStyle style = TextStyle.of(SIZE);
    double half = (SvgWriter.COLUMN - 40) / 2;
    dot(svg, 6, 23, false);
    svg.fitted(14, 26, first, half, style);
    double next = Math.min(14 + style.width(first), 14 + half) + 14;
    dot(svg, next + 4, 23, true);
    svg.fitted(next + 12, 26, second, SvgWriter.COLUMN - next - 16, style);
  }

  private LinearAxis scale() {
    double low = 0;
    double high = 0;
    for (PairedBars.Panel panel : panels) {
      for (PairedBars.Row row : panel.rows()) {
        for (double v :
            new double[] {
              row.a(), row.b(), row.ofA().low(), row.ofA().high(), row.ofB().low(), row.ofB().high()
            }) {
          low = Double.isNaN(v) ? low : Math.min(low, v);
          high = Double.isNaN(v) ? high : Math.max(high, v);
        }
      }
    }
    high = high > low ? high : low + 1;
    double room = 0.03 * (high - low);
    return new LinearAxis(low - room, high + room, NAMES + 4, SvgWriter.COLUMN - NOTES - 8);
  }

  private static double panel(SvgWriter svg, PairedBars.Panel panel, LinearAxis scale, double top) {
    svg.fitted(2, top + 14, panel.title(), SvgWriter.COLUMN - 4, TextStyle.of(SIZE).bold(true));
    double bottom = top + 22 + PITCH * panel.rows().size();
    svg.line(scale.at(0), top + 20, scale.at(0), bottom - 3, Palette.INK, 0.8);
    double y = top + 22 + PITCH / 2;
    for (PairedBars.Row row : panel.rows()) {
      TextStyle style = TextStyle.of(SIZE).bold(row.stressed());
      svg.fitted(NAMES, y + 2.8, row.name(), NAMES - 4, style.end());
      svg.open("g");
      svg.tooltip(
          row.name()
              + ": "
              + NumberText.significant(row.a())
              + " and "
              + NumberText.significant(row.b()));
      if (!Double.isNaN(row.a()) && !Double.isNaN(row.b())) {
        svg.line(scale.at(row.a()), y - APART, scale.at(row.b()), y + APART, Palette.RULE, 1.4);
      }
      value(svg, scale, row.a(), row.ofA(), y - APART, false);
      value(svg, scale, row.b(), row.ofB(), y + APART, true);
      svg.close();
      svg.fitted(
          scale.end() + 8,
          y + 2.8,
          row.note(),
          NOTES - 4,
          TextStyle.of(7).bold(row.stressed()).fill(row.stressed() ? Palette.INK : Palette.MUTED));
      y += PITCH;
    }
    return bottom;
  }

  private static void value(
      SvgWriter svg, LinearAxis scale, double value, Interval of, double y, boolean second) {
    if (Double.isNaN(value)) {
      return;
    }
    if (!Double.isNaN(of.low())) {
      String colour = second ? Palette.SECOND : Palette.MUTED;
      svg.line(scale.at(of.low()), y, scale.at(of.high()), y, colour, 0.8);
    }
    dot(svg, scale.at(value), y, second);
  }

  private static void dot(SvgWriter svg, double x, double y, boolean second) {
    svg.element("circle", "cx", number(x), "cy", number(y), "r", "2.80");
    svg.attributes("fill", second ? Palette.SECOND : Palette.PAPER, "stroke-width", "1.20");
    svg.attributes("stroke", second ? Palette.SECOND : Palette.MUTED);
  }
}
