package org.segmentattribution.report;

import static org.segmentattribution.report.SvgWriter.number;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.segmentattribution.image.Mask;
import org.segmentattribution.image.RgbImage;
import org.segmentattribution.table.SegmentAttribution;

/**
 * One explained image: the picture with its named segments, the attribution over it, and its table.
 */
public final class Overlay {
  private static final double WIDTH = 340;
  private static final double CELL = 164;
  private static final double LEFT = 2;
  private static final double GAP = 8;
  private static final double TOP = 30;
  private static final TextStyle NOTE = TextStyle.of(7).fill(Palette.MUTED);

  private Overlay() {}

  /**
   * What there is to show of one image and one saliency method.
   *
   * @param title the image's name
   * @param image the picture on the saliency grid
   * @param map signed attribution, one value a pixel of {@code image}, rows top to bottom
   * @param masks the segments on the same grid
   * @param rows the image's table
   * @param highlights names to stress
   */
  public record Input(
      String title,
      RgbImage image,
      float[] map,
      List<NamedMask> masks,
      List<SegmentAttribution> rows,
      Set<String> highlights) {
    /** Checks that everything lies on one grid. */
    public Input {
      if (map.length != image.width() * image.height()) {
        throw new IllegalArgumentException(
            title
                + ": a map of "
                + map.length
                + " values for "
                + size(image.width(), image.height()));
      }
      for (NamedMask m : masks) {
        if (m.mask().width() != image.width() || m.mask().height() != image.height()) {
          throw new IllegalArgumentException(
              title
                  + ": the mask of "
                  + m.name()
                  + " is "
                  + size(m.mask().width(), m.mask().height())
                  + ", the picture "
                  + size(image.width(), image.height()));
        }
      }
    }

    private static String size(int width, int height) {
      return width + "x" + height;
    }
  }

  /** The figure as SVG: picture, outlines, heat map and table in two rows of two. */
  public static String svg(Input in) {
    double scale = CELL / in.image.width();
    double cellHeight = in.image.height() * scale;
    double second = TOP + cellHeight + 14;
    double legend = second + cellHeight + 6;
    double right = LEFT + CELL + GAP;
    SvgWriter svg =
        new SvgWriter(WIDTH, legend + 26, "Attribution in " + in.title, description(in));
    svg.fitted(LEFT, 10, in.title, WIDTH - 4, TextStyle.of(9).bold(true));
    svg.fitted(LEFT, 20.5, subtitle(in.rows), WIDTH - 4, NOTE);
    String picture = PngDataUri.of(in.image);
    image(svg, picture, LEFT, TOP, cellHeight);
    image(svg, picture, right, TOP, cellHeight);
    outlines(svg, in, right, scale, cellHeight);
    double limit = HeatColours.limit(in.map);
    RgbImage heat = HeatColours.over(in.image, in.map, limit);
    image(svg, PngDataUri.of(heat), LEFT, second, cellHeight);
    legend(svg, legend, limit);
    new OverlayTable(right, second, CELL, cellHeight + 20).draw(svg, in.rows, in.highlights);
    svg.text(LEFT, second - 4, "attribution: red for, blue against", NOTE);
    svg.text(right, second - 4, "table of this image", NOTE);
    return svg.finish();
  }

  private static void image(SvgWriter svg, String uri, double x, double y, double height) {
    svg.element("image", "x", number(x), "y", number(y), "width", number(CELL));
    svg.attributes("height", number(height), "href", uri, "image-rendering", "pixelated");
    svg.attributes("preserveAspectRatio", "none");
  }

  private static void outlines(SvgWriter svg, Input in, double x, double scale, double cellHeight) {
    List<NamedMask> masks =
        in.masks.stream()
            .filter(m -> !m.mask().isEmpty())
            .sorted(
                Comparator.comparing((NamedMask m) -> !in.highlights.contains(m.name()))
                    .thenComparing(m -> m.mask().area()))
            .toList();
    // large segments first, so that the small and the highlighted lie on top
    for (int i = masks.size() - 1; i >= 0; i--) {
      NamedMask m = masks.get(i);
      boolean highlighted = in.highlights.contains(m.name());
      String d = MaskOutline.path(m.mask(), x, TOP, scale);
      svg.open("g");
      svg.tooltip(m.name());
      svg.path(d, Palette.PAPER, highlighted ? 3.2 : 2, "stroke-opacity", "0.85");
      String colour = highlighted ? Palette.HIGHLIGHT : Palette.line(i);
      svg.path(d, colour, highlighted ? 1.8 : 0.9);
      svg.close();
    }
    LabelPlacer placer = new LabelPlacer(x + 2, TOP + 2, CELL - 4, cellHeight - 4);
    for (NamedMask m : masks) {
      boolean highlighted = in.highlights.contains(m.name());
      TextStyle style = TextStyle.of(7).bold(highlighted).haloed().middle();
      String name = style.fit(m.name(), CELL - 4);
      double[] centre = centre(m.mask());
      placer
          .place(x + centre[0] * scale, TOP + centre[1] * scale, style.width(name), 9)
          .ifPresent(b -> svg.text(b.x() + b.width() / 2, b.y() + 6.8, name, style));
    }
  }

  /** The centre of the mask's pixel that is nearest to its centroid. */
  private static double[] centre(Mask mask) {
    long[] sum = new long[2];
    mask.forEach(
        (x, y) -> {
          sum[0] += x;
          sum[1] += y;
        });
    double meanX = (double) sum[0] / mask.area();
    double meanY = (double) sum[1] / mask.area();
    double[] best = {0, 0, Double.POSITIVE_INFINITY};
    mask.forEach(
        (x, y) -> {
          double away = (x - meanX) * (x - meanX) + (y - meanY) * (y - meanY);
          if (away < best[2]) {
            best[0] = x + 0.5;
            best[1] = y + 0.5;
            best[2] = away;
          }
        });
    return best;
  }

  private static void legend(SvgWriter svg, double y, double limit) {
    int steps = 81;
    double width = CELL / steps;
    for (int i = 0; i < steps; i++) {
      double share = 2.0 * i / (steps - 1) - 1;
      String fill = HeatColours.hex(HeatColours.colour(share, 250));
      // a little wider than its step: no seams between the boxes
      svg.rect(LEFT + i * width, y, i == steps - 1 ? width : width + 0.3, 6, "fill", fill);
    }
    String end = NumberText.significant(limit);
    svg.text(LEFT, y + 14, "\u2212" + end, NOTE);
    svg.text(LEFT + CELL / 2, y + 14, "0", NOTE.middle());
    svg.text(LEFT + CELL, y + 14, "+" + end, NOTE.end());
  }

  private static String subtitle(List<SegmentAttribution> rows) {
    if (rows.isEmpty()) {
      return "no segment found";
    }
    SegmentAttribution row = rows.get(0);
    String label = row.label().isEmpty() ? "" : "class " + row.label() + " \u00b7 ";
    return label
        + "predicted "
        + row.predicted()
        + " ("
        + NumberText.percent(row.confidence())
        + ") \u00b7 explained "
        + row.target()
        + " \u00b7 "
        + row.method();
  }

  private static String description(Input in) {
    StringBuilder text = new StringBuilder(subtitle(in.rows)).append(". Segments by rank:");
    in.rows.stream()
        .sorted(Comparator.comparingDouble(SegmentAttribution::rank))
        .forEach(
            r ->
                text.append(' ')
                    .append(NumberText.plain(r.rank()))
                    .append(' ')
                    .append(r.segment())
                    .append(';'));
    return text.toString();
  }
}
