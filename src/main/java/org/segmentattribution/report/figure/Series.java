package org.segmentattribution.report.figure;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.segmentattribution.report.svg.LinearAxis;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;

/**
 * A measured quantity over prevalence, drawn as a line with its own colour, dash and marker.
 *
 * @param name name in the legend
 * @param colour of line and marker
 * @param dash pattern, or empty for a solid line
 * @param marker shape at every point
 * @param value gives the value of a point; NaN leaves a gap
 * @param seedValue gives the value of a single model
 */
record Series(
    String name,
    String colour,
    String dash,
    Marker marker,
    ToDoubleFunction<PrevalencePoint> value,
    ToDoubleFunction<SeedPoint> seedValue) {

  /** Shifts dots to the side of the line, where its markers do not hide them. */
  private static final double SEED_OFFSET = 5;

  /** Shapes that can be told apart in grey and at two millimetres. */
  enum Marker {
    DISC,
    SQUARE,
    TRIANGLE
  }

  void draw(SvgWriter svg, List<PrevalencePoint> points, LinearAxis x, LinearAxis y) {
    StringBuilder d = new StringBuilder();
    boolean pen = false;
    for (PrevalencePoint point : points) {
      double v = value.applyAsDouble(point);
      if (Double.isFinite(v)) {
        d.append(pen ? " L " : " M ").append(number(x.at(point.prevalence())));
        d.append(' ').append(number(y.at(v)));
      }
      pen = Double.isFinite(v);
    }
    if (!d.isEmpty()) {
      stroke(svg, d.substring(1));
    }
    for (PrevalencePoint point : points) {
      double v = value.applyAsDouble(point);
      if (Double.isFinite(v)) {
        mark(svg, x.at(point.prevalence()), y.at(v));
      }
    }
  }

  void drawSeeds(SvgWriter svg, List<SeedPoint> seeds, LinearAxis x, LinearAxis y) {
    for (SeedPoint seed : seeds) {
      double v = seedValue.applyAsDouble(seed);
      if (Double.isFinite(v)) {
        svg.element(
            "circle",
            "cx",
            number(x.at(seed.prevalence()) + SEED_OFFSET),
            "cy",
            number(y.at(v)),
            "r",
            "1.10",
            "fill",
            colour,
            "fill-opacity",
            "0.55");
      }
    }
  }

  /** Draws a short piece of the line with its marker, 22 wide, for the legend. */
  void sample(SvgWriter svg, double x, double y) {
    stroke(svg, "M " + number(x) + " " + number(y) + " L " + number(x + 22) + " " + number(y));
    mark(svg, x + 11, y);
  }

  private void stroke(SvgWriter svg, String d) {
    if (dash.isEmpty()) {
      svg.path(d, colour, 1.6, "stroke-linejoin", "round");
    } else {
      svg.path(d, colour, 1.3, "stroke-linejoin", "round", "stroke-dasharray", dash);
    }
  }

  private void mark(SvgWriter svg, double x, double y) {
    String fill = marker == Marker.DISC ? colour : Palette.PAPER;
    String d =
        switch (marker) {
          case DISC ->
              "M "
                  + number(x - 2.6)
                  + " "
                  + number(y)
                  + " a 2.6 2.6 0 1 0 5.2 0 a 2.6 2.6 0 1 0 -5.2 0 z";
          case SQUARE -> "M " + number(x - 2.3) + " " + number(y - 2.3) + " h 4.6 v 4.6 h -4.6 z";
          case TRIANGLE -> "M " + number(x) + " " + number(y - 3.1) + " l 2.9 5 h -5.8 z";
        };
    svg.element("path", "d", d, "fill", fill, "stroke", colour, "stroke-width", "1.20");
  }
}
