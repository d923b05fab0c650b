package org.segmentattribution.report.figure;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;
import org.segmentattribution.table.AggregateRow;

/**
 * Draws rows of segments with bars that grow from the worst rank to the mean rank: the segment that
 * matters most is on top and has the longest bar. Shared by the single figure and the small
 * multiples.
 *
 * @param x left edge
 * @param names width of the column of names
 * @param bars width of the bars' column
 * @param pitch distance from row to row
 * @param size size of the text
 * @param worst the rank at which bars start
 */
public record RankBlock(double x, double names, double bars, double pitch, double size, int worst) {
  /** Returns the width of the column of ranks. */
  static double rankColumn(double size) {
    return 3.4 * size;
  }

  /** Returns the width of the column of image counts. */
  static double imagesColumn(double size) {
    return 3.9 * size;
  }

  /** Sorts rows by rank, then by name; rows without a rank last. */
  public static List<AggregateRow> sorted(List<AggregateRow> rows) {
    return rows.stream()
        .sorted(
            Comparator.comparingDouble(AggregateRow::relativeMeanRank)
                .thenComparing(AggregateRow::segment))
        .toList();
  }

  /** Returns the worst rank in any of the rows, rounded up to a whole number; at least 2. */
  static int worst(List<AggregateRow> rows) {
    double worst = 2;
    for (AggregateRow row : rows) {
      for (double v : new double[] {row.relativeMeanRank(), row.rankHigh()}) {
        worst = Double.isFinite(v) ? Math.max(worst, Math.ceil(v)) : worst;
      }
    }
    return (int) worst;
  }

  /** Returns the width of a column that shows all names, at most {@code most}. */
  static double names(List<AggregateRow> rows, double size, double most) {
    TextStyle bold = TextStyle.of(size).bold(true);
    double widest = rows.stream().mapToDouble(r -> bold.width(r.segment())).max().orElse(0);
    return Math.min(most, widest) + 5;
  }

  double right() {
    return x + names + bars + rankColumn(size) + imagesColumn(size);
  }

  LinearAxis scale() {
    return new LinearAxis(worst, 1, x + names, x + names + bars);
  }

  /** Draws the rows downwards from {@code top}; they must be sorted. */
  void draw(SvgWriter svg, double top, List<AggregateRow> rows, Set<String> highlights) {
    LinearAxis scale = scale();
    double bottom = top + pitch * rows.size();
    for (int tick : LinearAxis.rankTicks(worst, 5)) {
      svg.line(scale.at(tick), top, scale.at(tick), bottom + 2, Palette.GRID, 0.6);
      String label = Integer.toString(tick);
      TextStyle style = TextStyle.of(7).fill(Palette.MUTED).middle();
      svg.text(scale.at(tick), bottom + 9.5, label, style);
    }
    for (int i = 0; i < rows.size(); i++) {
      AggregateRow row = rows.get(i);
      row(svg, top + pitch * (i + 0.5), row, scale, highlights.contains(row.segment()));
    }
    svg.line(x + names, top, x + names, bottom, Palette.AXIS, 0.8);
  }

  private void row(
      SvgWriter svg, double y, AggregateRow row, LinearAxis scale, boolean highlighted) {
    TextStyle style = TextStyle.of(size).bold(highlighted);
    double base = y + size * 0.35;
    svg.fitted(x + names - 4, base, row.segment(), names - 4, style.end());
    svg.open("g");
    svg.tooltip(tooltip(row));
    if (Double.isFinite(row.relativeMeanRank())) {
      double end = scale.at(row.relativeMeanRank());
      double height = pitch * 0.62;
      String fill = highlighted ? Palette.ACCENT : Palette.RULE;
      svg.rect(scale.start(), y - height / 2, end - scale.start(), height, "fill", fill);
    }
    if (Double.isFinite(row.rankLow()) && Double.isFinite(row.rankHigh())) {
      double low = scale.at(row.rankLow());
      double high = scale.at(row.rankHigh());
      double cap = pitch * 0.16;
      svg.line(high, y, low, y, Palette.INK, 0.8);
      svg.line(low, y - cap, low, y + cap, Palette.INK, 0.8);
      svg.line(high, y - cap, high, y + cap, Palette.INK, 0.8);
    }
    svg.close();
    double column = x + names + bars + rankColumn(size);
    svg.text(column, base, NumberText.rank(row.relativeMeanRank()), style.end());
    TextStyle count = TextStyle.of(size).fill(Palette.MUTED).end();
    svg.text(column + imagesColumn(size), base, "(" + row.images() + ")", count);
  }

  private static String tooltip(AggregateRow row) {
    return "mean rank "
        + NumberText.rank(row.relativeMeanRank())
        + ", 95\u00a0% interval "
        + NumberText.rankInterval(row.rankLow(), row.rankHigh())
        + ", "
        + row.images()
        + " images";
  }
}
