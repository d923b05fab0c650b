package org.segmentattribution.report.figure;

import java.util.List;
import org.segmentattribution.report.svg.Drawing;
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
  private static final Size WIDE = new Size(SvgWriter.COLUMN, 4, 30, 8.5);
  private static final Size NARROW = new Size(300, 2, 46, 11.5);

  /**
   * How large the figure is drawn.
   *
   * @param across number of panels side by side
   * @param cell side of a ninth
   * @param letters size of its numbers
   */
  private record Size(double width, int across, double cell, double letters) {
    double panel() {
      return (width - 4) / across;
    }

    TextStyle text() {
      return TextStyle.of(letters);
    }

    List<String> lines(TextStyle style, String text) {
      return style.lines(text, width - 4);
    }
  }

  /**
   * The grid of one segment.
   *
   * @param name name of the segment
   * @param values nine values, rows from the top, left to right; NaN = no value there
   */
  public record Panel(String name, double[] values) {}

  /** Returns the figure for a page. */
  public Drawing drawing() {
    return new Drawing("positions", svg(WIDE), svg(NARROW));
  }

  private String svg(Size size) {
    int down = (panels.size() + size.across() - 1) / size.across();
    double line = size.letters() + 3.5;
    double pitch = 3 * size.cell() + 2 * line + 6;
    TextStyle bold = TextStyle.of(size.letters() + 1).bold(true);
    TextStyle soft = size.text().fill(Palette.MUTED);
    List<String> heading = size.lines(bold, title);
    List<String> notes = size.lines(soft, caption);
    double first = 8 + (line + 1) * heading.size();
    double below = first + pitch * down;
    SvgWriter svg = new SvgWriter(size.width(), below + line * notes.size() + 6, title, title);
    double y = 0;
    for (String part : heading) {
      svg.text(2, y += line + 1, part, bold);
    }
    double most = 0;
    for (Panel panel : panels) {
      for (double value : panel.values()) {
        most = Double.isNaN(value) ? most : Math.max(most, value);
      }
    }
    for (int i = 0; i < panels.size(); i++) {
      double x = 2 + size.panel() * (i % size.across());
      panel(svg, size, panels.get(i), x, first + pitch * (i / size.across()), most);
    }
    y = below;
    for (String part : notes) {
      svg.text(2, y += line, part, soft);
    }
    return svg.finish();
  }

  private static void panel(
      SvgWriter svg, Size size, Panel panel, double x, double y, double most) {
    double cell = size.cell();
    svg.fitted(x, y + size.letters() + 1, panel.name(), size.panel() - 8, size.text());
    for (int i = 0; i < 9; i++) {
      double value = panel.values()[i];
      double left = x + cell * (i % 3);
      double top = y + size.letters() + 6 + cell * (i / 3);
      double share = Double.isNaN(value) || most == 0 ? 0 : value / most;
      svg.rect(left, top, cell - 1, cell - 1, "fill", Palette.SECOND);
      svg.attributes("fill-opacity", SvgWriter.number(0.6 * share));
      svg.attributes("stroke", Palette.GRID, "stroke-width", "0.5");
      svg.text(
          left + (cell - 1) / 2,
          top + cell / 2 + 0.35 * size.letters(),
          Double.isNaN(value) ? NumberText.NONE : NumberText.plain(value),
          size.text().middle());
    }
  }
}
