package org.segmentattribution.report.figure;

import java.util.List;
import java.util.Set;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;
import org.segmentattribution.table.AggregateRow;

/**
 * Shows the relative mean rank of every segment with 95 % intervals and, in brackets, the number of
 * images with the segment. Rank 1 is at the right end of the axis, so a long bar is a segment that
 * matters.
 */
public final class RankBars {
  private static final double PITCH = 15;

  private RankBars() {}

  /**
   * Returns the figure as SVG.
   *
   * @param heading describes the rows, such as {@code zebra · lrp-z}
   * @param rows of one method and one class, in any order
   * @param highlights names to highlight
   */
  public static String svg(String heading, List<AggregateRow> rows, Set<String> highlights) {
    List<AggregateRow> sorted = RankBlock.sorted(rows);
    double size = 8;
    double names = RankBlock.names(sorted, size, 170);
    double bars =
        SvgWriter.COLUMN - 4 - names - RankBlock.rankColumn(size) - RankBlock.imagesColumn(size);
    int worst = RankBlock.worst(sorted);
    RankBlock block = new RankBlock(2, names, bars, PITCH, size, worst);
    double top = 32;
    double bottom = top + PITCH * sorted.size();
    SvgWriter svg =
        new SvgWriter(SvgWriter.COLUMN, bottom + 28, "Mean ranks, " + heading, description(sorted));
    svg.fitted(2, 12, heading, SvgWriter.COLUMN - 4, TextStyle.of(9).bold(true));
    TextStyle head = TextStyle.of(7).fill(Palette.MUTED).end();
    double rankColumn = block.right() - RankBlock.imagesColumn(size);
    svg.text(rankColumn, top - 5, "rank", head);
    svg.text(block.right(), top - 5, "images", head);
    block.draw(svg, top, sorted, highlights);
    svg.text(
        block.scale().end(),
        bottom + 21,
        "mean rank (1 = most attribution per pixel), with 95\u00a0% interval",
        head);
    return svg.finish();
  }

  /** Describes the rows in words, best first. */
  static String description(List<AggregateRow> sorted) {
    StringBuilder text = new StringBuilder("Segments by mean rank, best first:");
    for (AggregateRow row : sorted) {
      text.append(' ').append(row.segment()).append(' ');
      text.append(NumberText.rank(row.relativeMeanRank()));
      text.append(" (").append(row.images()).append(" images);");
    }
    return text.toString();
  }
}
