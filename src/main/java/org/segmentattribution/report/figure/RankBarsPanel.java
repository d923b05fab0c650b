package org.segmentattribution.report.figure;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;
import org.segmentattribution.table.AggregateRow;

/**
 * Shows rank bars at each prevalence as small multiples, each sorted by its own ranks, so that the
 * highlighted segment can be seen to climb: Figure 6 of Hinns and Martens.
 */
public final class RankBarsPanel {
  private static final int COLUMNS = 3;
  private static final double GAP = 14;
  private static final double PITCH = 10;
  private static final double SIZE = 7;
  private static final double HEAD = 16;
  private static final double FOOT = 22;

  private RankBarsPanel() {}

  /**
   * Returns the figure as SVG.
   *
   * @param panels one for each prevalence, in any order
   * @param highlights names to highlight in every panel
   */
  public static String svg(List<PrevalenceRanks> panels, Set<String> highlights) {
    List<PrevalenceRanks> sorted =
        panels.stream().sorted(Comparator.comparingDouble(PrevalenceRanks::prevalence)).toList();
    List<AggregateRow> all = sorted.stream().flatMap(p -> p.rows().stream()).toList();
    int most = sorted.stream().mapToInt(p -> p.rows().size()).max().orElse(0);
    double width = (SvgWriter.COLUMN - 2 - GAP * (COLUMNS - 1)) / COLUMNS;
    double names = RankBlock.names(all, SIZE, 54);
    double bars = width - names - RankBlock.rankColumn(SIZE) - RankBlock.imagesColumn(SIZE);
    int worst = RankBlock.worst(all);
    double height = HEAD + PITCH * most + FOOT;
    int lines = (sorted.size() + COLUMNS - 1) / COLUMNS;
    SvgWriter svg =
        new SvgWriter(
            SvgWriter.COLUMN,
            lines * height + 12,
            "Mean ranks per segment over prevalence",
            description(sorted));
    for (int i = 0; i < sorted.size(); i++) {
      double x = 1 + i % COLUMNS * (width + GAP);
      double y = Math.floorDiv(i, COLUMNS) * height;
      List<AggregateRow> rows = RankBlock.sorted(sorted.get(i).rows());
      RankBlock block = new RankBlock(x, names, bars, PITCH, SIZE, worst);
      head(svg, block, y + 10, sorted.get(i).prevalence(), rows, highlights);
      block.draw(svg, y + HEAD, rows, highlights);
    }
    svg.text(
        1,
        lines * height + 6,
        "Bars: mean rank, 1 = most attribution per pixel, with 95\u00a0% interval;"
            + " in brackets: images with the segment.",
        TextStyle.of(SIZE).fill(Palette.MUTED));
    return svg.finish();
  }

  private static void head(
      SvgWriter svg,
      RankBlock block,
      double y,
      double prevalence,
      List<AggregateRow> rows,
      Set<String> highlights) {
    svg.text(block.x(), y, NumberText.prevalence(prevalence), TextStyle.of(9).bold(true));
    for (int i = 0; i < rows.size(); i++) {
      if (highlights.contains(rows.get(i).segment())) {
        TextStyle style = TextStyle.of(SIZE).fill(Palette.ACCENT).bold(true).end();
        String place = NumberText.ordinal(i + 1) + " of " + rows.size();
        svg.text(block.right(), y, place, style);
        break;
      }
    }
    svg.line(block.x(), y + 3.5, block.right(), y + 3.5, Palette.AXIS, 0.6);
  }

  private static String description(List<PrevalenceRanks> panels) {
    StringBuilder text = new StringBuilder("One panel a prevalence. ");
    for (PrevalenceRanks panel : panels) {
      text.append(NumberText.prevalence(panel.prevalence())).append(": ");
      text.append(ranks(RankBlock.sorted(panel.rows()))).append(' ');
    }
    return text.toString().strip();
  }

  /** Describes the rows in words, best first. */
  private static String ranks(List<AggregateRow> sorted) {
    StringBuilder text = new StringBuilder("Segments by mean rank, best first:");
    for (AggregateRow row : sorted) {
      text.append(' ').append(row.segment()).append(' ');
      text.append(NumberText.rank(row.relativeMeanRank()));
      text.append(" (").append(row.images()).append(" images);");
    }
    return text.toString();
  }
}
