package org.segmentattribution.report.figure;

import java.util.Comparator;
import java.util.List;
import org.segmentattribution.report.figure.Series.Marker;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Shows the mean rank of the watermark, 1 at the top, and below it, over the same prevalences, the
 * accuracies on clean and on watermarked test images: what Figure 5 of Hinns and Martens shows on
 * two axes of one panel.
 */
public final class PrevalenceFigure {
  private final String segment;
  private final List<PrevalencePoint> points;
  private final List<SeedPoint> seeds;
  private final PrevalenceSignals signals;
  private final boolean narrow;
  private final double width;
  private final double left;
  private final double line;
  private final TextStyle text;
  private final TextStyle soft;
  private final LinearAxis x;

  private PrevalenceFigure(
      String segment,
      List<PrevalencePoint> points,
      List<SeedPoint> seeds,
      PrevalenceSignals signals,
      boolean narrow) {
    this.segment = segment;
    this.points =
        points.stream()
            .filter(p -> Double.isFinite(p.prevalence()))
            .sorted(Comparator.comparingDouble(PrevalencePoint::prevalence))
            .toList();
    this.seeds = seeds.stream().filter(s -> Double.isFinite(s.prevalence())).toList();
    this.signals = signals;
    this.narrow = narrow;
    width = narrow ? 300 : SvgWriter.COLUMN;
    line = narrow ? 15 : 11.5;
    text = TextStyle.of(narrow ? 11.5 : 8.5);
    soft = text.fill(Palette.MUTED);
    left = 2 + soft.width("100\u00a0%") + 4;
    x = new LinearAxis(0, 100, left + 8, width - 14);
  }

  /**
   * Returns the figure.
   *
   * @param segment name of the watermark's segment
   * @param points one for each prevalence, in any order
   * @param seeds the single models behind the points, drawn as small dots where a prevalence has
   *     several; may be empty
   * @param signals prevalences from which the shortcut shows; NaN draws no marker
   */
  public static Drawing of(
      String segment,
      List<PrevalencePoint> points,
      List<SeedPoint> seeds,
      PrevalenceSignals signals) {
    return new Drawing(
        "prevalence",
        new PrevalenceFigure(segment, points, seeds, signals, false).svg(),
        new PrevalenceFigure(segment, points, seeds, signals, true).svg());
  }

  /** Returns the figure as SVG; see {@link #of}. */
  public static String svg(
      String segment,
      List<PrevalencePoint> points,
      List<SeedPoint> seeds,
      PrevalenceSignals signals) {
    return of(segment, points, seeds, signals).wide();
  }

  private Series rankSeries() {
    return new Series(
        "mean rank of " + text.fit(segment, width / 3),
        Palette.ACCENT,
        "",
        Marker.DISC,
        PrevalencePoint::meanRank,
        SeedPoint::meanRank);
  }

  private List<Series> accuracies() {
    return List.of(
        new Series(
            "watermarked images",
            Palette.THIRD,
            "1.5 1.8",
            Marker.TRIANGLE,
            PrevalencePoint::watermarkedAccuracy,
            SeedPoint::watermarkedAccuracy),
        new Series(
            "clean images",
            Palette.SECOND,
            "5 2",
            Marker.SQUARE,
            PrevalencePoint::cleanAccuracy,
            SeedPoint::cleanAccuracy));
  }

  private String question() {
    return "From which share on does the model look at the " + segment + "?";
  }

  private String svg() {
    TextStyle heading = TextStyle.of(text.size() + 1.5).bold(true);
    List<String> question = heading.lines(question(), width - 4);
    double y = (heading.size() + 3) * question.size() + 4;
    double rankHead = y;
    double rankTop = y + 2 * line + (Double.isFinite(signals.rank()) ? line : 0) + 6;
    double rankBottom = rankTop + (narrow ? 130 : 120);
    double accuracyHead = rankBottom + 6;
    double accuracyTop =
        accuracyHead + 2 * line + (Double.isFinite(signals.accuracy()) ? line : 0) + 6;
    double accuracyBottom = accuracyTop + 100;
    List<String> label =
        soft.lines("watermarked share of the marked class in training, %", width - 4);
    SvgWriter svg =
        new SvgWriter(
            width, accuracyBottom + line * (1 + label.size()) + 10, question(), description());
    double base = -1;
    for (String part : question) {
      svg.text(2, base += heading.size() + 3, part, heading);
    }
    ranks(svg, rankHead, rankTop, rankBottom);
    accuracies(svg, accuracyHead, accuracyTop, accuracyBottom);
    ticks(svg, accuracyBottom);
    base = accuracyBottom + line + 4;
    for (String part : label) {
      svg.text(width - 4, base += line, part, soft.end());
    }
    return svg.finish();
  }

  private void ranks(SvgWriter svg, double head, double top, double bottom) {
    int worst = worstRank();
    LinearAxis rank = new LinearAxis(1, worst, top + 6, bottom - 6);
    Series series = rankSeries();
    series.sample(svg, 2, head + line - 3);
    svg.text(30, head + line, series.name(), text.bold(true));
    svg.fitted(
        2, head + 2 * line, "1 = most attribution; lines: 95\u00a0% intervals", width - 4, soft);
    for (int tick : LinearAxis.rankTicks(worst, narrow ? 6 : 7)) {
      tick(svg, rank.at(tick), Integer.toString(tick));
    }
    frame(svg, top, bottom);
    signal(svg, signals.rank(), "rank signals from ", top, bottom, series.colour());
    intervals(svg, rank);
    draw(svg, series, rank);
  }

  private void accuracies(SvgWriter svg, double head, double top, double bottom) {
    LinearAxis accuracy = new LinearAxis(1, 0, top + 6, bottom - 6);
    svg.text(2, head + line, "accuracy", text.bold(true));
    double at = 2;
    for (Series s : accuracies()) {
      s.sample(svg, at, head + 2 * line - 3);
      svg.text(at + 26, head + 2 * line, s.name(), text);
      at += 26 + text.width(s.name()) + 10;
    }
    for (int percent = 0; percent <= 100; percent += narrow ? 50 : 25) {
      tick(svg, accuracy.at(percent / 100.0), percent + "\u00a0%");
    }
    frame(svg, top, bottom);
    signal(svg, signals.accuracy(), "5 points or more apart from ", top, bottom, Palette.INK);
    accuracies().forEach(s -> draw(svg, s, accuracy));
  }

  private void draw(SvgWriter svg, Series series, LinearAxis y) {
    if (seeds.stream().map(SeedPoint::prevalence).distinct().count() < seeds.size()) {
      series.drawSeeds(svg, seeds, x, y);
    }
    series.draw(svg, points, x, y);
  }

  private int worstRank() {
    double worstRank = 2;
    for (PrevalencePoint p : points) {
      for (double v : new double[] {p.segmentsPerImage(), p.rank().high(), p.meanRank()}) {
        worstRank = Double.isFinite(v) ? Math.max(worstRank, Math.ceil(v)) : worstRank;
      }
    }
    return (int) worstRank;
  }

  private void tick(SvgWriter svg, double y, String label) {
    svg.line(left, y, width - 4, y, Palette.GRID, 0.8);
    svg.text(left - 4, y + 0.35 * text.size(), label, soft.end());
  }

  private void frame(SvgWriter svg, double top, double bottom) {
    svg.line(left, top, left, bottom, Palette.AXIS, 0.8);
    svg.line(left, bottom, width - 4, bottom, Palette.AXIS, 0.8);
    for (PrevalencePoint p : points) {
      svg.line(x.at(p.prevalence()), bottom, x.at(p.prevalence()), bottom + 3, Palette.AXIS, 0.8);
    }
  }

  private void ticks(SvgWriter svg, double bottom) {
    double free = Double.NEGATIVE_INFINITY;
    double last = points.isEmpty() ? 0 : points.get(points.size() - 1).prevalence();
    for (double prevalence : points.stream().mapToDouble(PrevalencePoint::prevalence).toArray()) {
      double at = x.at(prevalence);
      String label = NumberText.plain(prevalence);
      double half = soft.width(label) / 2;
      double lastStart = x.at(last) - soft.width(NumberText.plain(last)) / 2;
      if (at - half > free + 2 && (prevalence == last || at + half < lastStart - 2)) {
        svg.text(at, bottom + line + 2, label, soft.middle());
        free = at + half;
      }
    }
  }

  /** Marks a prevalence by a dashed line, and says above the panel what it means. */
  private void signal(
      SvgWriter svg, double prevalence, String words, double top, double bottom, String colour) {
    if (!Double.isFinite(prevalence)) {
      return;
    }
    double at = x.at(prevalence);
    String label = words + NumberText.prevalence(prevalence);
    svg.line(at, top - line + 2, at, bottom, colour, 1, "stroke-dasharray", "4 2");
    TextStyle style = text.fill(colour);
    double half = style.width(label) + 4;
    boolean right = at + half <= width - 2;
    double from = right ? at + 4 : Math.max(2, Math.min(at - half, width - 2 - half));
    svg.text(from, top - 4, label, style.haloed());
  }

  private void intervals(SvgWriter svg, LinearAxis rank) {
    for (PrevalencePoint p : points) {
      if (Double.isFinite(p.rank().low()) && Double.isFinite(p.rank().high())) {
        double at = x.at(p.prevalence());
        svg.open("g");
        svg.tooltip(
            NumberText.prevalence(p.prevalence())
                + ": mean rank "
                + NumberText.rank(p.meanRank())
                + ", 95\u00a0% interval "
                + NumberText.rankInterval(p.rank().low(), p.rank().high()));
        svg.line(at, rank.at(p.rank().low()), at, rank.at(p.rank().high()), Palette.ACCENT, 1.2);
        svg.close();
      }
    }
  }

  private String description() {
    StringBuilder text = new StringBuilder("Per prevalence: mean rank of ").append(segment);
    text.append("; accuracy on clean images; accuracy on watermarked images.");
    for (PrevalencePoint p : points) {
      text.append(' ').append(NumberText.prevalence(p.prevalence())).append(": ");
      text.append(NumberText.rank(p.meanRank())).append("; ");
      text.append(NumberText.percent(p.cleanAccuracy())).append("; ");
      text.append(NumberText.percent(p.watermarkedAccuracy())).append('.');
    }
    return text.toString();
  }
}
