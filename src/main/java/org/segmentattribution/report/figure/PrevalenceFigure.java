package org.segmentattribution.report.figure;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.segmentattribution.report.figure.Series.Marker;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Shows the mean rank of the watermark (left axis, 1 at the top) and the accuracies on clean and on
 * watermarked test images (right axis) over the watermark's prevalence: Figure 5 of Hinns and
 * Martens.
 */
public final class PrevalenceFigure {
  private static final double WIDTH = SvgWriter.COLUMN;
  private static final double LEFT = 40;
  private static final double RIGHT = WIDTH - 46;
  private static final double LEGEND = 8;
  private static final double PLOT_HEIGHT = 200;
  private static final TextStyle TICK = TextStyle.of(7.5).fill(Palette.MUTED);
  private static final TextStyle LABEL = TextStyle.of(8);

  private final List<PrevalencePoint> points;
  private final List<SeedPoint> seeds;
  private final PrevalenceSignals signals;
  private final List<Series> series;
  private final double top;
  private final LinearAxis x = new LinearAxis(0, 100, LEFT + 8, RIGHT - 8);
  private final LinearAxis accuracy;
  private final LinearAxis rank;
  private final int worst;

  private PrevalenceFigure(
      String segment,
      List<PrevalencePoint> points,
      List<SeedPoint> seeds,
      PrevalenceSignals signals) {
    this.points =
        points.stream()
            .filter(p -> Double.isFinite(p.prevalence()))
            .sorted(Comparator.comparingDouble(PrevalencePoint::prevalence))
            .toList();
    this.seeds = seeds.stream().filter(s -> Double.isFinite(s.prevalence())).toList();
    this.signals = signals;
    String shown = LABEL.fit(segment, 120);
    series =
        List.of(
            new Series(
                "mean rank of " + shown,
                Palette.ACCENT,
                "",
                Marker.DISC,
                PrevalencePoint::meanRank,
                SeedPoint::meanRank),
            new Series(
                "accuracy, clean images",
                Palette.SECOND,
                "5 2",
                Marker.SQUARE,
                PrevalencePoint::cleanAccuracy,
                SeedPoint::cleanAccuracy),
            new Series(
                "accuracy, watermarked images",
                Palette.THIRD,
                "1.5 1.8",
                Marker.TRIANGLE,
                PrevalencePoint::watermarkedAccuracy,
                SeedPoint::watermarkedAccuracy));
    top = 6 + 12 * legendRows() + 11 * markers().size() + 6;
    worst = worstRank();
    double bottom = top + PLOT_HEIGHT;
    rank = new LinearAxis(1, worst, top + 8, bottom - 8);
    accuracy = new LinearAxis(1, 0, top + 8, bottom - 8);
  }

  /**
   * Returns the figure as SVG.
   *
   * @param segment name of the watermark's segment
   * @param points one for each prevalence, in any order
   * @param seeds the single models behind the points, drawn as small dots where a prevalence has
   *     several; may be empty
   * @param signals prevalences from which the shortcut shows; NaN draws no marker
   */
  public static String svg(
      String segment,
      List<PrevalencePoint> points,
      List<SeedPoint> seeds,
      PrevalenceSignals signals) {
    PrevalenceFigure figure = new PrevalenceFigure(segment, points, seeds, signals);
    return figure.draw(segment);
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

  private String draw(String segment) {
    double bottom = top + PLOT_HEIGHT;
    SvgWriter svg =
        new SvgWriter(
            WIDTH,
            bottom + 32,
            "Mean rank of " + segment + " and accuracies over prevalence",
            description(segment));
    legend(svg, true);
    frame(svg, bottom);
    signalLines(svg, bottom);
    intervals(svg);
    if (seeds.stream().map(SeedPoint::prevalence).distinct().count() < seeds.size()) {
      series.forEach(s -> s.drawSeeds(svg, seeds, x, scaleOf(s)));
    }
    // the rank is the subject of the figure: drawn last, on top
    for (int i = series.size() - 1; i >= 0; i--) {
      series.get(i).draw(svg, points, x, scaleOf(series.get(i)));
    }
    signalLabels(svg);
    return svg.finish();
  }

  private LinearAxis scaleOf(Series s) {
    return s.marker() == Marker.DISC ? rank : accuracy;
  }

  private int legendRows() {
    return legend(null, false);
  }

  /** Lays out the legend from left to right, line by line; returns the number of lines. */
  private int legend(SvgWriter svg, boolean draw) {
    double at = LEGEND;
    int row = 0;
    for (Series s : series) {
      double width = 27 + LABEL.width(s.name());
      if (at > LEGEND && at + width > WIDTH) {
        at = LEGEND;
        row++;
      }
      if (draw) {
        s.sample(svg, at, 9.5 + 12 * row);
        svg.text(at + 26, 12 + 12 * row, s.name(), LABEL);
      }
      at += width + 12;
    }
    return row + 1;
  }

  private void frame(SvgWriter svg, double bottom) {
    for (int tick : LinearAxis.rankTicks(worst, 7)) {
      double y = rank.at(tick);
      svg.line(LEFT, y, RIGHT, y, Palette.GRID, 0.6);
      svg.text(LEFT - 5, y + 2.6, Integer.toString(tick), TICK.end());
    }
    for (int percent = 0; percent <= 100; percent += 25) {
      double y = accuracy.at(percent / 100.0);
      svg.line(RIGHT, y, RIGHT + 3, y, Palette.AXIS, 0.8);
      svg.text(RIGHT + 6, y + 2.6, percent + "\u00a0%", TICK);
    }
    svg.line(LEFT, top, LEFT, bottom, Palette.AXIS, 0.8);
    svg.line(RIGHT, top, RIGHT, bottom, Palette.AXIS, 0.8);
    svg.line(LEFT, bottom, RIGHT, bottom, Palette.AXIS, 0.8);
    double free = Double.NEGATIVE_INFINITY;
    double last = points.isEmpty() ? 0 : points.get(points.size() - 1).prevalence();
    for (double prevalence : points.stream().mapToDouble(PrevalencePoint::prevalence).toArray()) {
      double at = x.at(prevalence);
      svg.line(at, bottom, at, bottom + 3, Palette.AXIS, 0.8);
      String text = NumberText.plain(prevalence);
      double half = TICK.width(text) / 2;
      double lastStart = x.at(last) - TICK.width(NumberText.plain(last)) / 2;
      if (at - half > free + 2 && (prevalence == last || at + half < lastStart - 2)) {
        svg.text(at, bottom + 11, text, TICK.middle());
        free = at + half;
      }
    }
    double middle = (LEFT + RIGHT) / 2;
    svg.text(
        middle,
        bottom + 25,
        "watermarked share of the marked class in training, %",
        LABEL.middle());
    upright(
        svg,
        11,
        (top + bottom) / 2,
        "mean rank, 95\u00a0% interval (1 = most attribution)",
        Palette.ACCENT);
    upright(svg, WIDTH - 5, (top + bottom) / 2, "accuracy", Palette.SECOND);
  }

  private static void upright(SvgWriter svg, double x, double y, String text, String fill) {
    String turn = "rotate(-90 " + number(x) + " " + number(y) + ")";
    svg.text(x, y, text, LABEL.middle().fill(fill), "transform", turn);
  }

  private void intervals(SvgWriter svg) {
    for (PrevalencePoint p : points) {
      if (Double.isFinite(p.rank().low()) && Double.isFinite(p.rank().high())) {
        double at = x.at(p.prevalence());
        double low = rank.at(p.rank().low());
        double high = rank.at(p.rank().high());
        svg.open("g");
        svg.tooltip(
            NumberText.prevalence(p.prevalence())
                + ": mean rank "
                + NumberText.rank(p.meanRank())
                + ", 95\u00a0% interval "
                + NumberText.rankInterval(p.rank().low(), p.rank().high()));
        svg.line(at, low, at, high, Palette.ACCENT, 1);
        svg.line(at - 2.5, low, at + 2.5, low, Palette.ACCENT, 1);
        svg.line(at - 2.5, high, at + 2.5, high, Palette.ACCENT, 1);
        svg.close();
      }
    }
  }

  /** A marked prevalence and the style of its mark. */
  private record Signal(double prevalence, String text, String colour, String dash) {}

  /** Returns the marked prevalences, the larger one first: its label is in the upper line. */
  private List<Signal> markers() {
    List<Signal> markers = new ArrayList<>();
    if (Double.isFinite(signals.rank())) {
      String text = "rank signals from " + NumberText.prevalence(signals.rank());
      markers.add(new Signal(signals.rank(), text, Palette.ACCENT, "2 2"));
    }
    if (Double.isFinite(signals.accuracy())) {
      String text =
          "accuracies \u2265 5 points apart from " + NumberText.prevalence(signals.accuracy());
      markers.add(new Signal(signals.accuracy(), text, Palette.INK, "6 2 1 2"));
    }
    markers.sort(Comparator.comparingDouble(Signal::prevalence).reversed());
    return markers;
  }

  private double signalRow(int n) {
    return top - 4 - 11 * (markers().size() - 1 - n);
  }

  private void signalLines(SvgWriter svg, double bottom) {
    List<Signal> markers = markers();
    for (int n = 0; n < markers.size(); n++) {
      Signal s = markers.get(n);
      double at = x.at(s.prevalence());
      svg.line(at, signalRow(n) - 7, at, bottom, s.colour(), 0.9, "stroke-dasharray", s.dash());
    }
  }

  private void signalLabels(SvgWriter svg) {
    List<Signal> markers = markers();
    for (int n = 0; n < markers.size(); n++) {
      Signal s = markers.get(n);
      double at = x.at(s.prevalence());
      TextStyle style = TextStyle.of(7.5).fill(s.colour()).haloed();
      boolean right = at + 4 + style.width(s.text()) <= WIDTH - 2;
      svg.text(right ? at + 4 : at - 4, signalRow(n), s.text(), right ? style : style.end());
    }
  }

  private String description(String segment) {
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
