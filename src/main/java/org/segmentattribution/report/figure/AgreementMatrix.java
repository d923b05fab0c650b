package org.segmentattribution.report.figure;

import java.util.List;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Shows how far methods agree: Kendall's tau-b of each two, as colours from -1 to 1 and as a number
 * in each cell; undefined values are named as such.
 *
 * @param title of the figure
 * @param methods names of rows and columns
 * @param tau [methods][methods], -1 to 1; NaN = not defined
 * @param caption a line below the matrix
 */
public record AgreementMatrix(String title, List<String> methods, double[][] tau, String caption) {
  private static final double NAMES = 130;
  private static final double SIZE = 8;

  /** Returns the figure as SVG. */
  public String svg() {
    double cell = Math.min(44, (SvgWriter.COLUMN - NAMES - 8) / Math.max(1, methods.size()));
    double top = 30 + 66;
    double height = top + cell * methods.size() + 22;
    SvgWriter svg = new SvgWriter(SvgWriter.COLUMN, height, title, description());
    svg.fitted(2, 12, title, SvgWriter.COLUMN - 4, TextStyle.of(9).bold(true));
    for (int i = 0; i < methods.size(); i++) {
      double middle = (i + 0.5) * cell;
      svg.fitted(
          NAMES - 6, top + middle + 2.8, methods.get(i), NAMES - 8, TextStyle.of(SIZE).end());
      double x = NAMES + middle + 2.8;
      String name = TextStyle.of(SIZE).fit(methods.get(i), 70);
      svg.text(
          x,
          top - 5,
          name,
          TextStyle.of(SIZE),
          "transform",
          "rotate(-90 %s %s)".formatted(SvgWriter.number(x), SvgWriter.number(top - 5)));
      for (int j = 0; j < methods.size(); j++) {
        cell(svg, i, j, NAMES + j * cell, top + i * cell, cell);
      }
    }
    svg.fitted(2, height - 7, caption, SvgWriter.COLUMN - 4, TextStyle.of(7).fill(Palette.MUTED));
    return svg.finish();
  }

  private void cell(SvgWriter svg, int row, int column, double x, double y, double side) {
    double value = tau[row][column];
    svg.open("g");
    svg.tooltip(
        methods.get(row)
            + " and "
            + methods.get(column)
            + ": "
            + (Double.isNaN(value) ? "not defined" : NumberText.fixed(value, 2)));
    String fill = Double.isNaN(value) ? Palette.GRID : colour(value);
    svg.rect(x + 0.5, y + 0.5, side - 1, side - 1, "fill", fill);
    svg.text(
        x + side / 2,
        y + side / 2 + 2.6,
        Double.isNaN(value) ? NumberText.NONE : NumberText.fixed(value, 2),
        TextStyle.of(7).middle().fill(Math.abs(value) > 0.65 ? Palette.PAPER : Palette.INK));
    svg.close();
  }

  /** Returns a colour from vermilion over white to blue. */
  private static String colour(double tau) {
    int[] end = tau < 0 ? new int[] {0xb8, 0x4e, 0x00} : new int[] {0x00, 0x5a, 0x8e};
    double share = Math.min(1, Math.abs(tau));
    int[] mixed = new int[3];
    for (int c = 0; c < 3; c++) {
      mixed[c] = (int) Math.round(255 + share * (end[c] - 255));
    }
    return "#%02x%02x%02x".formatted(mixed[0], mixed[1], mixed[2]);
  }

  private String description() {
    return "Kendall's tau-b of " + methods.size() + " methods: " + String.join(", ", methods);
  }
}
