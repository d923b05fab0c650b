package org.segmentattribution.report.figure;

import java.util.List;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;
import org.segmentattribution.statistics.Interval;

/**
 * Shows segments in two runs side by side: a panel for each class, two bars for each segment, and
 * notes on their difference at the right (the paper's Figure 4).
 *
 * @param title of the figure
 * @param first name of the first run
 * @param second name of the second
 * @param axis quantity that the bars show
 * @param panels panels from top to bottom
 */
public record PairedBars(
    String title, String first, String second, String axis, List<Panel> panels) {
  private static final double PITCH = 24;
  private static final double SIZE = 8;
  private static final double NAMES = 120;
  private static final double NOTES = 92;
  private static final double TOP = 34;

  /**
   * The panel of one class.
   *
   * @param title of the panel
   * @param rows from the top
   */
  public record Panel(String title, List<Row> rows) {}

  /**
   * The bars of one segment.
   *
   * @param a mean in the first run; NaN if the segment is not there
   * @param b mean in the second run; NaN if the segment is not there
   * @param ofA interval of {@code a}, drawn as a whisker; NaN without an interval
   * @param ofB interval of {@code b}
   * @param note text about the difference
   * @param stressed whether the difference is reliable
   */
  public record Row(
      String name, double a, double b, Interval ofA, Interval ofB, String note, boolean stressed) {}

  /** Returns the figure as SVG. */
  public String svg() {
    double height = TOP + 22;
    for (Panel panel : panels) {
      height += 22 + PITCH * panel.rows().size();
    }
    SvgWriter svg = new SvgWriter(SvgWriter.COLUMN, height, title, "Bars of two runs: " + title);
    svg.fitted(2, 12, title, SvgWriter.COLUMN - 4, TextStyle.of(9).bold(true));
    key(svg);
    LinearAxis scale = new LinearAxis(0, largest(), NAMES + 4, SvgWriter.COLUMN - NOTES - 8);
    TextStyle small = TextStyle.of(7).fill(Palette.MUTED);
    double bottom = height - 22;
    for (double tick : LinearAxis.ticks(largest(), 5)) {
      svg.line(scale.at(tick), TOP + 8, scale.at(tick), bottom, Palette.GRID, 0.5);
      svg.text(scale.at(tick), bottom + 9, NumberText.plain(tick), small.middle());
    }
    double y = TOP;
    for (Panel panel : panels) {
      y = panel(svg, panel, scale, y);
    }
    svg.text(SvgWriter.COLUMN - 4, bottom + 19, axis, small.end());
    return svg.finish();
  }

  private void key(SvgWriter svg) {
    TextStyle style = TextStyle.of(SIZE);
    double half = (SvgWriter.COLUMN - 40) / 2;
    svg.rect(2, 19, 8, 8, "fill", Palette.RULE);
    svg.fitted(14, 26, first, half, style);
    double next = Math.min(14 + style.width(first), 14 + half) + 14;
    svg.rect(next, 19, 8, 8, "fill", Palette.SECOND);
    svg.fitted(next + 12, 26, second, SvgWriter.COLUMN - next - 16, style);
  }

  private double largest() {
    double largest = 0;
    for (Panel panel : panels) {
      for (Row row : panel.rows()) {
        for (double v : new double[] {row.a(), row.b(), row.ofA().high(), row.ofB().high()}) {
          largest = Double.isNaN(v) ? largest : Math.max(largest, v);
        }
      }
    }
    return largest > 0 ? largest : 1;
  }

  private static double panel(SvgWriter svg, Panel panel, LinearAxis scale, double top) {
    svg.fitted(2, top + 14, panel.title(), SvgWriter.COLUMN - 4, TextStyle.of(SIZE).bold(true));
    double y = top + 22;
    for (Row row : panel.rows()) {
      TextStyle style = TextStyle.of(SIZE);
      svg.fitted(NAMES, y + 13.5, row.name(), NAMES - 4, style.end());
      bar(svg, scale, row.a(), row.ofA(), y + 2, Palette.RULE, row.name());
      bar(svg, scale, row.b(), row.ofB(), y + 11, Palette.SECOND, row.name());
      svg.fitted(
          scale.end() + 8,
          y + 13.5,
          row.note(),
          NOTES - 4,
          TextStyle.of(7).bold(row.stressed()).fill(row.stressed() ? Palette.INK : Palette.MUTED));
      y += PITCH;
    }
    svg.line(scale.start(), top + 22, scale.start(), y - 3, Palette.AXIS, 0.8);
    return y;
  }

  private static void bar(
      SvgWriter svg,
      LinearAxis scale,
      double value,
      Interval interval,
      double y,
      String fill,
      String name) {
    if (Double.isNaN(value)) {
      return;
    }
    svg.open("g");
    svg.tooltip(name + ": " + NumberText.significant(value));
    svg.rect(scale.start(), y, scale.at(value) - scale.start(), 8, "fill", fill);
    if (!Double.isNaN(interval.low())) {
      double low = scale.at(Math.max(0, interval.low()));
      svg.line(low, y + 4, scale.at(interval.high()), y + 4, Palette.INK, 0.8);
    }
    svg.close();
  }
}
