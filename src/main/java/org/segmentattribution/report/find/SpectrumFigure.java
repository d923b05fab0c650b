package org.segmentattribution.report.find;

import java.util.List;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/** Draws the smallest eigenvalues of each class, and where the gap is. */
final class SpectrumFigure {
  private static final double WIDTH = 300;
  private static final double HEIGHT = 150;
  private static final double LEFT = 34;
  private static final double TOP = 26;
  private static final double BOTTOM = 30;

  private SpectrumFigure() {}

  static Drawing of(ClassSpectrum spectrum) {
    List<Double> values = spectrum.eigenvalues();
    TextStyle text = TextStyle.of(11);
    String title = spectrum.className().isEmpty() ? "all photographs" : spectrum.className();
    SvgWriter svg =
        new SvgWriter(
            WIDTH,
            HEIGHT,
            title,
            "Eigenvalues of " + title + "; the gap is after number " + spectrum.clusters());
    svg.fitted(LEFT, 15, title, WIDTH - LEFT - 8, text.bold(true));
    double most = Math.max(1e-9, values.get(values.size() - 1));
    LinearAxis down = new LinearAxis(0, most, HEIGHT - BOTTOM, TOP);
    LinearAxis across = new LinearAxis(1, Math.max(2, values.size()), LEFT + 8, WIDTH - 12);
    for (double tick : LinearAxis.ticks(most, 3)) {
      svg.line(LEFT, down.at(tick), WIDTH - 8, down.at(tick), Palette.GRID, 0.6);
      svg.text(
          LEFT - 4,
          down.at(tick) + 4,
          NumberText.significant(tick),
          text.fill(Palette.MUTED).end());
    }
    double gap = (across.at(spectrum.clusters()) + across.at(spectrum.clusters() + 1)) / 2;
    svg.line(gap, TOP, gap, HEIGHT - BOTTOM, Palette.MUTED, 0.8, "stroke-dasharray", "3 2");
    for (int i = 0; i < values.size(); i++) {
      svg.element("circle", "cx", SvgWriter.number(across.at(i + 1)), "r", "2.6");
      svg.attributes(
          "cy",
          SvgWriter.number(down.at(values.get(i))),
          "fill",
          i < spectrum.clusters() ? Palette.ACCENT : Palette.MUTED);
    }
    svg.text(LEFT, HEIGHT - 8, "number of the eigenvalue", text.fill(Palette.MUTED));
    return Drawing.of("", svg.finish());
  }
}
