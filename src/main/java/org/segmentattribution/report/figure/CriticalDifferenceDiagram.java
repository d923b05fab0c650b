package org.segmentattribution.report.figure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Shows which segments differ in rank over the same images: a row for each, best first, with its
 * average rank and an interval, and brackets at the right that join rows which do not differ.
 * Pairwise tests have no single critical distance, so none is drawn.
 *
 * @param title of the figure
 * @param rows best first
 * @param bars ordered by their first row
 * @param caption number of images, level, threshold, tests, method and model, one line each
 */
public record CriticalDifferenceDiagram(
    String title, List<DiagramRow> rows, List<DiagramBar> bars, List<String> caption) {
  /** Breaks caption lines that are too long. */
  public CriticalDifferenceDiagram {
    TextStyle style = TextStyle.of(7);
    caption = caption.stream().flatMap(l -> style.lines(l, SvgWriter.COLUMN - 4).stream()).toList();
  }

  private static final double PITCH = 15;
  private static final double SIZE = 8;
  private static final double NAMES = 185;
  private static final double RANK_COLUMN = 42;
  private static final double IMAGES_COLUMN = 34;
  private static final double LANE = 9;
  private static final double TOP = 34;

  /** Returns the figure as SVG. */
  public String svg() {
    int[] lanes = DiagramBar.lanes(bars);
    int laneCount = Arrays.stream(lanes).max().orElse(-1) + 1;
    TextStyle bold = TextStyle.of(SIZE).bold(true);
    double widest = rows.stream().mapToDouble(r -> bold.width(r.name())).max().orElse(0);
    double names = Math.min(NAMES, widest) + 4;
    double left = 2 + names + RANK_COLUMN + IMAGES_COLUMN + 8;
    double right = SvgWriter.COLUMN - 8 - Math.max(1, laneCount) * LANE;
    LinearAxis scale = new LinearAxis(1, worst(), left, right);
    double bottom = TOP + PITCH * rows.size();
    SvgWriter svg =
        new SvgWriter(SvgWriter.COLUMN, bottom + 30 + 10 * caption.size(), title, description());
    svg.fitted(2, 12, title, SvgWriter.COLUMN - 4, TextStyle.of(9).bold(true));
    TextStyle head = TextStyle.of(7).fill(Palette.MUTED);
    svg.text(2 + names + RANK_COLUMN, TOP - 6, "rel. rank", head.end());
    svg.text(2 + names + RANK_COLUMN + IMAGES_COLUMN, TOP - 6, "images", head.end());
    axis(svg, scale, bottom);
    for (int i = 0; i < rows.size(); i++) {
      row(svg, rows.get(i), TOP + PITCH * (i + 0.5), names, scale);
    }
    for (int b = 0; b < lanes.length; b++) {
      bracket(svg, bars.get(b), right + 8 + LANE * lanes[b]);
    }
    svg.text(right, bottom + 20, "average rank over all images (1 = most attribution)", head.end());
    for (int line = 0; line < caption.size(); line++) {
      double y = bottom + 32 + 10 * line;
      svg.fitted(2, y, caption.get(line), SvgWriter.COLUMN - 4, head);
    }
    return svg.finish();
  }

  private int worst() {
    double worst = 2;
    for (DiagramRow row : rows) {
      worst = Math.max(worst, Math.ceil(Double.isFinite(row.high()) ? row.high() : row.rank()));
    }
    return (int) worst;
  }

  private void axis(SvgWriter svg, LinearAxis scale, double bottom) {
    for (int tick : LinearAxis.rankTicks(worst(), 12)) {
      double x = scale.at(tick);
      svg.line(x, TOP, x, bottom + 2, Palette.GRID, 0.6);
      svg.text(
          x, bottom + 10, Integer.toString(tick), TextStyle.of(7).fill(Palette.MUTED).middle());
    }
    svg.line(scale.start(), bottom, scale.end(), bottom, Palette.AXIS, 0.8);
  }

  private static void row(SvgWriter svg, DiagramRow row, double y, double names, LinearAxis scale) {
    double base = y + SIZE * 0.35;
    String colour = row.highlighted() ? Palette.ACCENT : Palette.SECOND;
    TextStyle style = TextStyle.of(SIZE).bold(row.highlighted());
    svg.line(2, y + PITCH / 2, scale.end(), y + PITCH / 2, Palette.GRID, 0.3);
    svg.fitted(2, base, row.name(), names, style);
    TextStyle number = TextStyle.of(SIZE).fill(Palette.MUTED).end();
    double column = 2 + names + RANK_COLUMN;
    svg.text(column, base, NumberText.rank(row.relativeRank()), number);
    svg.text(column + IMAGES_COLUMN, base, Integer.toString(row.images()), number);
    double x = scale.at(row.rank());
    svg.open("g", "data-name", row.name());
    svg.tooltip(
        "%s: average rank %s (%s), relative mean rank %s in %d images"
            .formatted(
                row.name(),
                NumberText.rank(row.rank()),
                NumberText.rankInterval(row.low(), row.high()),
                NumberText.rank(row.relativeRank()),
                row.images()));
    if (Double.isFinite(row.low()) && Double.isFinite(row.high())) {
      svg.line(scale.at(row.low()), y, scale.at(row.high()), y, colour, 1);
    }
    svg.element("circle", "cx", SvgWriter.number(x), "cy", SvgWriter.number(y));
    svg.attributes("r", row.highlighted() ? "3.60" : "2.80", "fill", colour);
    svg.close();
    // beside the end of the interval that has room
    boolean after = x < (scale.start() + scale.end()) / 2;
    double end = Double.isFinite(row.high()) ? (after ? row.high() : row.low()) : row.rank();
    svg.text(
        scale.at(end) + (after ? 6 : -6),
        base,
        NumberText.rank(row.rank()),
        after
            ? TextStyle.of(7).bold(row.highlighted()).haloed()
            : TextStyle.of(7).bold(row.highlighted()).haloed().end());
  }

  private void bracket(SvgWriter svg, DiagramBar bar, double x) {
    svg.open("g", "data-bar", bar.first() + "-" + bar.last());
    svg.tooltip(
        "not different: "
            + rows.subList(bar.first(), bar.last() + 1).stream()
                .map(DiagramRow::name)
                .collect(Collectors.joining(", ")));
    double first = TOP + PITCH * (bar.first() + 0.5);
    double last = TOP + PITCH * (bar.last() + 0.5);
    svg.line(x, first - 2, x, last + 2, Palette.INK, 2.2);
    for (int row = bar.first(); row <= bar.last(); row++) {
      double y = TOP + PITCH * (row + 0.5);
      svg.line(x - 4, y, x, y, Palette.INK, 1);
    }
    svg.close();
  }

  private String description() {
    return "Average ranks, best first: "
        + rows.stream()
            .map(r -> r.name() + " " + NumberText.rank(r.rank()))
            .collect(Collectors.joining(", "))
        + ". Brackets join rows that are not different: "
        + bars.stream()
            .map(b -> rows.get(b.first()).name() + " to " + rows.get(b.last()).name())
            .collect(Collectors.joining("; "))
        + ".";
  }
}
