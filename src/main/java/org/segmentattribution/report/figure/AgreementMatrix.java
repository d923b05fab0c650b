package org.segmentattribution.report.figure;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Shows how far methods agree: Kendall's tau-b of each two, as strength of colour and, where there
 * is room, as a number. A method's row ends with its name, and its column begins below it. Methods
 * that agree most with the others are first.
 *
 * @param title the question that the figure answers
 * @param methods names of rows and columns
 * @param tau [methods][methods], -1 to 1; NaN = not defined
 * @param caption a line below the matrix
 */
public record AgreementMatrix(String title, List<String> methods, double[][] tau, String caption) {

  /** Number of methods from which a matrix says more than a sentence. */
  public static final int FEWEST = 4;

  /** Returns the figure for a page. */
  public Drawing drawing() {
    return new Drawing("agreement", svg(false), svg(true));
  }

  /** Returns the figure as SVG. */
  public String svg() {
    return svg(false);
  }

  private String svg(boolean narrow) {
    double width = narrow ? 300 : SvgWriter.COLUMN;
    TextStyle text = TextStyle.of(narrow ? 11.5 : 8.5);
    TextStyle soft = text.fill(Palette.MUTED);
    TextStyle heading = TextStyle.of(text.size() + 1.5).bold(true);
    double line = narrow ? 15 : 11.5;
    int count = methods.size();
    double names = Math.min(narrow ? 110 : 150, widest(text)) + 8;
    double across = Math.min(narrow ? 40 : 34, (width - 4 - names) / Math.max(1, count - 1));
    double down = Math.max(line, Math.min(across, narrow ? 24 : 20));
    List<String> question = heading.lines(title, width - 4);
    List<String> notes = soft.lines(caption, width - 4);
    double top = (heading.size() + 4) * question.size() + 6;
    double bottom = top + down * count;
    SvgWriter svg =
        new SvgWriter(width, bottom + 22 + line * (notes.size() + 1), title, description());
    double base = -1;
    for (String part : question) {
      svg.text(2, base += heading.size() + 4, part, heading);
    }
    List<Integer> order = order();
    boolean numbers = across >= soft.width("\u22120.99") + 2;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        cell(svg, order.get(i), order.get(j), 2 + j * across, top + i * down, across, down);
        if (numbers) {
          number(
              svg,
              tau[order.get(i)][order.get(j)],
              2 + (j + 0.5) * across,
              top + i * down + down / 2,
              text);
        }
      }
      double from = 2 + i * across + 4;
      svg.fitted(
          from,
          top + i * down + down / 2 + 0.35 * text.size(),
          methods.get(order.get(i)),
          width - 2 - from,
          text);
    }
    scale(svg, bottom + 8, soft, line);
    base = bottom + 14 + line;
    for (String part : notes) {
      svg.text(2, base += line, part, soft);
    }
    return svg.finish();
  }

  private double widest(TextStyle text) {
    return methods.stream().mapToDouble(text::width).max().orElse(0);
  }

  /** Returns the methods by their mean agreement with the others, largest first. */
  private List<Integer> order() {
    return IntStream.range(0, methods.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -mean(i)).thenComparing(methods::get))
        .toList();
  }

  private double mean(int row) {
    return IntStream.range(0, methods.size())
        .filter(j -> j != row && !Double.isNaN(tau[row][j]))
        .mapToDouble(j -> tau[row][j])
        .average()
        .orElse(-2);
  }

  private void cell(
      SvgWriter svg, int row, int column, double x, double y, double across, double down) {
    double value = tau[row][column];
    svg.open("g");
    svg.tooltip(
        methods.get(row)
            + " and "
            + methods.get(column)
            + ": "
            + (Double.isNaN(value) ? "not defined" : NumberText.fixed(value, 2)));
    box(svg, value, x, y, across - 1, down - 1);
    svg.close();
  }

  /** Draws a box: the larger tau, the stronger; below 0, hatched by a line. */
  private static void box(
      SvgWriter svg, double value, double x, double y, double width, double height) {
    if (Double.isNaN(value)) {
      svg.rect(x, y, width, height, "fill", Palette.GRID);
      return;
    }
    String strength = SvgWriter.number(Math.min(1, Math.abs(value)) * 0.6);
    svg.rect(x, y, width, height, "fill", Palette.PAPER, "stroke", Palette.RULE);
    svg.attributes("stroke-width", "0.50");
    svg.rect(x, y, width, height, "fill", value < 0 ? Palette.THIRD : Palette.SECOND);
    svg.attributes("fill-opacity", strength);
  }

  private static void number(SvgWriter svg, double value, double x, double y, TextStyle text) {
    String number = Double.isNaN(value) ? NumberText.NONE : NumberText.fixed(value, 2);
    svg.text(x, y + 0.35 * text.size(), number, text.middle());
  }

  /** Explains the colours. */
  private static void scale(SvgWriter svg, double y, TextStyle soft, double line) {
    double x = 2;
    for (double value : new double[] {-1, -0.5, 0, 0.5, 1}) {
      box(svg, value, x, y, 18, line - 3);
      String number = NumberText.plain(value);
      svg.text(x + 21, y + line - 4, number, soft);
      x += 21 + soft.width(number) + 7;
    }
  }

  private String description() {
    StringBuilder text = new StringBuilder("Kendall's tau-b of " + methods.size() + " methods:");
    List<Integer> order = order();
    for (int i = 1; i < order.size(); i++) {
      for (int j = 0; j < i; j++) {
        double value = tau[order.get(i)][order.get(j)];
        text.append(' ').append(methods.get(order.get(i))).append(" and ");
        text.append(methods.get(order.get(j))).append(' ');
        text.append(Double.isNaN(value) ? "not defined" : NumberText.fixed(value, 2)).append(';');
      }
    }
    return text.toString();
  }
}
