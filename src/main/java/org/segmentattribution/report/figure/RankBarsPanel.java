package org.segmentattribution.report.figure;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.segmentattribution.report.svg.Drawing;
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
  private static final double GAP = 20;
  private static final String QUESTION = "Does the segment climb with its prevalence?";
  private static final String NOTE =
      "Bars: mean rank, 1 = most attribution per pixel, with 95\u00a0% interval; in brackets: images"
          + " with the segment.";

  private RankBarsPanel() {}

  /**
   * Returns the figure.
   *
   * @param panels one for each prevalence, in any order
   * @param highlights names to highlight in every panel
   */
  public static Drawing of(List<PrevalenceRanks> panels, Set<String> highlights) {
    return new Drawing(
        "rank-panel",
        svg(panels, highlights, SvgWriter.COLUMN, 2, 8.5),
        svg(panels, highlights, 300, 1, 11.5));
  }

  /** Returns the figure as SVG; see {@link #of}. */
  public static String svg(List<PrevalenceRanks> panels, Set<String> highlights) {
    return of(panels, highlights).wide();
  }

  private static String svg(
      List<PrevalenceRanks> panels, Set<String> highlights, double whole, int across, double size) {
    TextStyle soft = TextStyle.of(size).fill(Palette.MUTED);
    TextStyle title = TextStyle.of(size + 1.5).bold(true);
    double pitch = 1.4 * size;
    double head = 2.6 * size;
    double foot = 3.4 * size;
    List<PrevalenceRanks> sorted =
        panels.stream().sorted(Comparator.comparingDouble(PrevalenceRanks::prevalence)).toList();
    List<AggregateRow> all = sorted.stream().flatMap(p -> p.rows().stream()).toList();
    int most = sorted.stream().mapToInt(p -> p.rows().size()).max().orElse(0);
    double width = (whole - 4 - GAP * (across - 1)) / across;
    double names = RankBlock.names(all, size, width / 3);
    double bars = width - names - RankBlock.rankColumn(size) - RankBlock.imagesColumn(size);
    int worst = RankBlock.worst(all);
    double height = head + pitch * most + foot;
    int lines = (sorted.size() + across - 1) / across;
    List<String> question = title.lines(QUESTION, whole - 4);
    List<String> notes = soft.lines(NOTE, whole - 4);
    double first = (title.size() + 4) * question.size() + 4;
    SvgWriter svg =
        new SvgWriter(
            whole,
            first + lines * height + 1.4 * size * notes.size() + 6,
            QUESTION,
            description(sorted));
    double base = -1;
    for (String part : question) {
      svg.text(2, base += title.size() + 4, part, title);
    }
    for (int i = 0; i < sorted.size(); i++) {
      double x = 2 + i % across * (width + GAP);
      double y = first + Math.floorDiv(i, across) * height;
      List<AggregateRow> rows = RankBlock.sorted(sorted.get(i).rows());
      RankBlock block = new RankBlock(x, names, bars, pitch, size, worst);
      head(svg, block, y + 1.3 * size, sorted.get(i).prevalence(), rows, highlights);
      block.draw(svg, y + head, rows, highlights);
    }
    base = first + lines * height;
    for (String part : notes) {
      svg.text(2, base += 1.4 * size, part, soft);
    }
    return svg.finish();
  }

  private static void head(
      SvgWriter svg,
      RankBlock block,
      double y,
      double prevalence,
      List<AggregateRow> rows,
      Set<String> highlights) {
    svg.text(
        block.x(), y, NumberText.prevalence(prevalence), TextStyle.of(block.size()).bold(true));
    for (int i = 0; i < rows.size(); i++) {
      if (highlights.contains(rows.get(i).segment())) {
        TextStyle style = TextStyle.of(block.size()).fill(Palette.ACCENT).bold(true).end();
        String place = NumberText.ordinal(i + 1) + " of " + rows.size();
        svg.text(block.right(), y, place, style);
        break;
      }
    }
    svg.line(
        block.x(),
        y + 0.5 * block.size(),
        block.right(),
        y + 0.5 * block.size(),
        Palette.AXIS,
        0.6);
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
