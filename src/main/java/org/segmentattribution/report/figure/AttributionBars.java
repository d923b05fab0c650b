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
 * Shows the mean attribution of the strongest segments: the wide bar is the mean over the images
 * that hold the segment (relative), the narrow one inside it the mean over all images (absolute, a
 * missing segment counts 0).
 */
public final class AttributionBars {
  private static final double TOP = 32;
  private static final double PITCH = 15;
  private static final double VALUE_COLUMN = 42;

  private AttributionBars() {}

  /**
   * Returns the figure as SVG.
   *
   * @param heading describes the rows
   * @param rows of one method and one class, in any order; rows without a relative mean are left
   *     out
   * @param top number of strongest segments to show; highlighted ones are always shown
   * @param highlights names to highlight
   */
  public static String svg(
      String heading, List<AggregateRow> rows, int top, Set<String> highlights) {
    List<AggregateRow> sorted = strongest(rows, top, highlights);
    double largest =
        sorted.stream().mapToDouble(AggregateRow::relativeMeanAttribution).max().orElse(0);
    int exponent = NumberText.exponent(largest);
    // 0.01 to 1000 needs no power of ten
    int power = exponent >= -2 && exponent <= 2 ? 0 : exponent;
    double unit = Math.pow(10, power);
    double size = 8;
    double x = 2 + RankBlock.names(sorted, size, 170);
    double end = SvgWriter.COLUMN - 2 - 2 * VALUE_COLUMN - RankBlock.imagesColumn(size);
    LinearAxis scale = new LinearAxis(0, largest > 0 ? largest / unit : 1, x, end);
    double y = TOP;
    double bottom = y + PITCH * sorted.size();
    SvgWriter svg =
        new SvgWriter(
            SvgWriter.COLUMN, bottom + 28, "Mean attribution, " + heading, description(sorted));
    svg.fitted(2, 12, heading, SvgWriter.COLUMN - 4, TextStyle.of(9).bold(true));
    TextStyle head = TextStyle.of(7).fill(Palette.MUTED).end();
    svg.text(end + VALUE_COLUMN, y - 5, "relative", head);
    svg.text(end + 2 * VALUE_COLUMN, y - 5, "absolute", head);
    svg.text(SvgWriter.COLUMN - 2, y - 5, "images", head);
    for (double tick : LinearAxis.ticks(scale.to(), 6)) {
      svg.line(scale.at(tick), y, scale.at(tick), bottom + 2, Palette.GRID, 0.6);
      svg.text(scale.at(tick), bottom + 9.5, NumberText.plain(tick), head.middle());
    }
    int decimals = power == 0 ? Math.max(0, 2 - exponent) : 2;
    for (AggregateRow row : sorted) {
      row(svg, y + PITCH / 2, row, scale, unit, decimals, highlights.contains(row.segment()));
      y += PITCH;
    }
    svg.line(x, TOP, x, bottom, Palette.AXIS, 0.8);
    String times = power == 0 ? "" : ", \u00d7\u2009" + NumberText.powerOfTen(power);
    svg.text(
        end,
        bottom + 21,
        "mean attribution per pixel" + times + "; wide: relative, narrow: absolute",
        head);
    return svg.finish();
  }

  private static List<AggregateRow> strongest(
      List<AggregateRow> rows, int top, Set<String> highlights) {
    List<AggregateRow> sorted =
        rows.stream()
            .filter(r -> Double.isFinite(r.relativeMeanAttribution()))
            .sorted(
                Comparator.comparingDouble(AggregateRow::relativeMeanAttribution)
                    .reversed()
                    .thenComparing(AggregateRow::segment))
            .toList();
    List<AggregateRow> first = sorted.subList(0, Math.min(top, sorted.size()));
    return sorted.stream()
        .filter(r -> first.contains(r) || highlights.contains(r.segment()))
        .toList();
  }

  private static void row(
      SvgWriter svg,
      double y,
      AggregateRow row,
      LinearAxis scale,
      double unit,
      int decimals,
      boolean highlighted) {
    TextStyle style = TextStyle.of(8).bold(highlighted);
    double relative = row.relativeMeanAttribution() / unit;
    double absolute = row.absoluteMeanAttribution() / unit;
    svg.fitted(scale.start() - 4, y + 2.8, row.segment(), scale.start() - 6, style.end());
    String fill = highlighted ? Palette.ACCENT : Palette.RULE;
    svg.rect(scale.start(), y - 4.7, scale.at(relative) - scale.start(), 9.4, "fill", fill);
    if (Double.isFinite(absolute)) {
      double width = scale.at(absolute) - scale.start();
      svg.rect(scale.start(), y - 1.4, width, 2.8, "fill", Palette.INK);
    }
    double column = scale.end() + VALUE_COLUMN;
    svg.text(column, y + 2.8, NumberText.fixed(relative, decimals), style.end());
    svg.text(column + VALUE_COLUMN, y + 2.8, NumberText.fixed(absolute, decimals), style.end());
    TextStyle count = TextStyle.of(8).fill(Palette.MUTED).end();
    svg.text(SvgWriter.COLUMN - 2, y + 2.8, "(" + row.images() + ")", count);
  }

  private static String description(List<AggregateRow> sorted) {
    StringBuilder text = new StringBuilder("Relative and absolute mean attribution:");
    for (AggregateRow row : sorted) {
      text.append(' ').append(row.segment()).append(' ');
      text.append(NumberText.significant(row.relativeMeanAttribution())).append(" and ");
      text.append(NumberText.significant(row.absoluteMeanAttribution())).append(';');
    }
    return text.toString();
  }
}
