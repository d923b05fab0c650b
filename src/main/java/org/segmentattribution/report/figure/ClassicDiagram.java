package org.segmentattribution.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Draws the layout of Demšar (2006) and aeon, for comparison: an axis with rank 1 at the right,
 * leaders down to two columns of names, bars under the axis. On a telephone the axis runs down,
 * with rank 1 at the top, bars beside it and leaders to one column of names.
 */
public final class ClassicDiagram {
  private static final String LAYOUT = "Critical-difference diagram in the classic layout";
  private static final double LABELS = 170;
  private static final double AXIS = 36;
  private static final double LEVEL = 7;
  private static final double PITCH = 14;
  private static final double SIZE = 8;

  private static final double NARROW = 300;
  private static final TextStyle NARROW_TEXT = TextStyle.of(11.5);
  private static final double NARROW_LINE = 15;
  private static final double NARROW_AXIS = 26;
  private static final double NARROW_PITCH = 36;

  private ClassicDiagram() {}

  /** Returns the figure for a page. */
  public static Drawing of(CriticalDifferenceDiagram diagram) {
    return new Drawing("critical-difference-classic", svg(diagram), narrow(diagram));
  }

  private static String narrow(CriticalDifferenceDiagram diagram) {
    List<DiagramRow> rows = diagram.rows();
    int[] lanes = DiagramBar.lanes(diagram.bars());
    int levels = Arrays.stream(lanes).max().orElse(-1) + 1;
    TextStyle bold = TextStyle.of(12.5).bold(true);
    TextStyle soft = NARROW_TEXT.fill(Palette.MUTED);
    List<String> title = bold.lines(diagram.title(), NARROW - 4);
    List<String> notes = new ArrayList<>();
    diagram.caption().forEach(line -> notes.addAll(soft.lines(line, NARROW - 4)));
    double top = 16 * title.size() + 16;
    double bottom = top + NARROW_PITCH * Math.max(1, rows.size());
    SvgWriter svg =
        new SvgWriter(NARROW, bottom + 14 + NARROW_LINE * notes.size(), diagram.title(), LAYOUT);
    double y = -3;
    for (String part : title) {
      svg.text(2, y += 16, part, bold);
    }
    LinearAxis scale = new LinearAxis(1, worst(rows), top, bottom - 6);
    svg.line(NARROW_AXIS, scale.start(), NARROW_AXIS, scale.end(), Palette.INK, 1);
    for (int tick : LinearAxis.rankTicks(worst(rows), 8)) {
      svg.line(NARROW_AXIS - 5, scale.at(tick), NARROW_AXIS, scale.at(tick), Palette.INK, 0.8);
      svg.text(NARROW_AXIS - 7, scale.at(tick) + 4, Integer.toString(tick), soft.end());
    }
    // with very many lanes names keep some room
    double lane = Math.min(LEVEL, 90.0 / Math.max(1, levels));
    double turn = NARROW_AXIS + 9 + lane * levels;
    for (int i = 0; i < rows.size(); i++) {
      row(svg, rows.get(i), scale.at(rows.get(i).rank()), top + NARROW_PITCH * i, turn);
    }
    for (int b = 0; b < lanes.length; b++) {
      upright(svg, diagram.bars().get(b), rows, scale, NARROW_AXIS + 7 + lane * lanes[b]);
    }
    y = bottom;
    for (String part : notes) {
      svg.text(2, y += NARROW_LINE, part, soft);
    }
    return svg.finish();
  }

  private static void row(SvgWriter svg, DiagramRow row, double from, double top, double turn) {
    double to = top + NARROW_TEXT.size() - 3;
    double end = turn + 22;
    svg.path(
        "M%s %sH%sL%s %sH%s"
            .formatted(
                SvgWriter.number(NARROW_AXIS),
                SvgWriter.number(from),
                SvgWriter.number(turn),
                SvgWriter.number(end - 6),
                SvgWriter.number(to),
                SvgWriter.number(end)),
        row.highlighted() ? Palette.ACCENT : Palette.AXIS,
        0.8);
    TextStyle style = NARROW_TEXT.bold(row.highlighted());
    svg.fitted(end + 4, to + 4, row.name(), NARROW - end - 6, style);
    svg.text(
        end + 4,
        to + 4 + NARROW_LINE,
        "%s (%s, %d)"
            .formatted(
                NumberText.rank(row.rank()), NumberText.rank(row.relativeRank()), row.images()),
        NARROW_TEXT.fill(Palette.MUTED));
  }

  private static void upright(
      SvgWriter svg, DiagramBar bar, List<DiagramRow> rows, LinearAxis scale, double x) {
    double from = scale.at(rows.get(bar.first()).rank());
    double to = scale.at(rows.get(bar.last()).rank());
    svg.line(x, from - 1.5, x, to + 1.5, Palette.INK, 2.6);
    for (int i = bar.first(); i <= bar.last(); i++) {
      svg.element("circle", "cx", SvgWriter.number(x));
      svg.attributes("cy", SvgWriter.number(scale.at(rows.get(i).rank())));
      svg.attributes("r", "2.20", "fill", Palette.INK);
    }
  }

  private static int worst(List<DiagramRow> rows) {
    return (int) Math.max(2, Math.ceil(rows.isEmpty() ? 2 : rows.get(rows.size() - 1).rank()));
  }

  /** Returns the figure as SVG. */
  static String svg(CriticalDifferenceDiagram diagram) {
    List<DiagramRow> rows = diagram.rows();
    int[] lanes = DiagramBar.lanes(diagram.bars());
    int levels = Arrays.stream(lanes).max().orElse(-1) + 1;
    int half = (rows.size() + 1) / 2;
    double first = AXIS + 16 + LEVEL * levels;
    double bottom = first + PITCH * half;
    int worst = worst(rows);
    LinearAxis scale = new LinearAxis(worst, 1, LABELS, SvgWriter.COLUMN - LABELS);
    SvgWriter svg =
        new SvgWriter(
            SvgWriter.COLUMN, bottom + 12 + 10 * diagram.caption().size(), diagram.title(), LAYOUT);
    svg.fitted(2, 11, diagram.title(), SvgWriter.COLUMN - 4, TextStyle.of(9).bold(true));
    axis(svg, scale, worst);
    for (int i = 0; i < rows.size(); i++) {
      // the better half is listed downwards at the right, the worse half upwards at the left
      boolean right = i < half;
      int place = right ? i : rows.size() - 1 - i;
      leader(svg, rows.get(i), scale.at(rows.get(i).rank()), first + PITCH * place, right);
    }
    for (int b = 0; b < lanes.length; b++) {
      bar(svg, diagram.bars().get(b), rows, scale, AXIS + 9 + LEVEL * lanes[b]);
    }
    for (int line = 0; line < diagram.caption().size(); line++) {
      svg.fitted(
          2,
          bottom + 10 + 10 * line,
          diagram.caption().get(line),
          SvgWriter.COLUMN - 4,
          TextStyle.of(7).fill(Palette.MUTED));
    }
    return svg.finish();
  }

  private static void axis(SvgWriter svg, LinearAxis scale, int worst) {
    svg.line(scale.start(), AXIS, scale.end(), AXIS, Palette.INK, 1);
    for (int tick : LinearAxis.rankTicks(worst, 12)) {
      double x = scale.at(tick);
      svg.line(x, AXIS - 5, x, AXIS, Palette.INK, 0.8);
      svg.text(x, AXIS - 8, Integer.toString(tick), TextStyle.of(7).middle());
    }
  }

  private static void leader(SvgWriter svg, DiagramRow row, double x, double y, boolean right) {
    double end = right ? SvgWriter.COLUMN - LABELS + 8 : LABELS - 8;
    String colour = row.highlighted() ? Palette.ACCENT : Palette.AXIS;
    svg.path(
        "M%s %sV%sH%s"
            .formatted(
                SvgWriter.number(x),
                SvgWriter.number(AXIS),
                SvgWriter.number(y),
                SvgWriter.number(end)),
        colour,
        0.8);
    String rank = NumberText.rank(row.rank());
    TextStyle style = TextStyle.of(SIZE).bold(row.highlighted());
    String numbers = " (%s, %d)".formatted(NumberText.rank(row.relativeRank()), row.images());
    double room = LABELS - 12 - style.width(numbers) - TextStyle.of(7).width(rank) - 6;
    TextStyle at = right ? style : style.end();
    double step = right ? 1 : -1;
    svg.text(
        end + step * 3,
        y + 2.5,
        rank,
        right ? TextStyle.of(7).fill(Palette.MUTED) : TextStyle.of(7).fill(Palette.MUTED).end());
    svg.text(
        end + step * (TextStyle.of(7).width(rank) + 6),
        y + 2.8,
        style.fit(row.name(), room) + numbers,
        at);
  }

  private static void bar(
      SvgWriter svg, DiagramBar bar, List<DiagramRow> rows, LinearAxis scale, double y) {
    double from = scale.at(rows.get(bar.first()).rank());
    double to = scale.at(rows.get(bar.last()).rank());
    svg.line(from + 1.5, y, to - 1.5, y, Palette.INK, 2.6);
    for (int i = bar.first(); i <= bar.last(); i++) {
      svg.element("circle", "cx", SvgWriter.number(scale.at(rows.get(i).rank())));
      svg.attributes("cy", SvgWriter.number(y), "r", "2.20", "fill", Palette.INK);
    }
  }
}
