package org.segmentattribution.report.figure;

import java.util.List;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Shows where segments lie in the picture, or where they matter: a grid of three by three for each
 * segment, small multiples with one scale.
 *
 * @param title of the figure
 * @param panels in reading order
 * @param caption meaning of the numbers
 */
public record PositionHeat(String title, List<Panel> panels, String caption) {
  private static final int ACROSS = 4;
  private static final double CELL = 30;
  private static final double WIDTH = (SvgWriter.COLUMN - 4) / ACROSS;

  /**
   * The grid of one segment.
   *
   * @param name name of the segment
   * @param values nine values, rows from the top, left to right; NaN = no value there
   */
  public record Panel(String name, double[] values) {}

  /** Returns the figure as SVG. */
  public String svg() {
    int down = (panels.size() + ACROSS - 1) / ACROSS;
    double pitch = 3 * CELL + 28;
    double height = 22 + pitch * down + 14;
    SvgWriter svg = new SvgWriter(SvgWriter.COLUMN, height, title, title);
    svg.fitted(2, 12, title, SvgWriter.COLUMN - 4, TextStyle.of(9).bold(true));
    double most = 0;
    for (Panel panel : panels) {
      for (double value : panel.values()) {
        most = Double.isNaN(value) ? most : Math.max(most, value);
      }
    }
    for (int i = 0; i < panels.size(); i++) {
      panel(svg, panels.get(i), 2 + WIDTH * (i % ACROSS), 22 + pitch * (i / ACROSS), most);
    }
    svg.fitted(2, height - 5, caption, SvgWriter.COLUMN - 4, TextStyle.of(8.5).fill(Palette.MUTED));
    return svg.finish();
  }

  private static void panel(SvgWriter svg, Panel panel, double x, double y, double most) {
    svg.fitted(x, y + 10, panel.name(), WIDTH - 8, TextStyle.of(8));
    for (int i = 0; i < 9; i++) {
      double value = panel.values()[i];
      double left = x + CELL * (i % 3);
      double top = y + 15 + CELL * (i / 3);
      double share = Double.isNaN(value) || most == 0 ? 0 : value / most;
      svg.rect(
          left,
          top,
          CELL - 1,
          CELL - 1,
          "fill",
          Palette.SECOND,
          "fill-opacity",
          SvgWriter.number(0.6 * share),
          "stroke",
          Palette.GRID,
          "stroke-width",
          "0.5");
      svg.text(
          left + (CELL - 1) / 2,
          top + CELL / 2 + 2,
          Double.isNaN(value) ? NumberText.NONE : NumberText.plain(value),
          TextStyle.of(8.5).middle());
    }
  }
}
