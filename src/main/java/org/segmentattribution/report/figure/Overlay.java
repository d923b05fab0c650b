package org.segmentattribution.report.figure;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.HeatColours;
import org.segmentattribution.report.svg.JpegDataUri;
import org.segmentattribution.report.svg.MaskOutlines;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.PngDataUri;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Shows one explained image: the picture with its named segments, the attribution over it, and its
 * table.
 */
public final class Overlay {
  private static final double WIDTH = 340;
  private static final double CELL = 164;
  private static final double LEFT = 2;
  private static final double GAP = 8;
  private static final double TOP = 30;
  private static final double LETTERS = 7;
  private static final TextStyle NOTE = TextStyle.of(LETTERS).fill(Palette.MUTED);
  private static final String HUES = "attribution: blue for, orange against";
  private static final String KIND = "overlay";

  /** A drawing for a telephone has all parts below each other, and small pictures. */
  private static final double NARROW = 300;

  private static final TextStyle NARROW_NOTE = TextStyle.of(11.5).fill(Palette.MUTED);
  private static final int MOST_ROWS = 12;
  private static final int MOST_BYTES = 24_000;

  private Overlay() {}

  /**
   * The data of one image and one saliency method.
   *
   * @param title name of the image
   * @param image the picture on the saliency grid
   * @param map signed attribution, one value a pixel of {@code image}, rows top to bottom
   * @param masks the segments on the grid of {@code image}
   * @param rows the table of the image
   * @param highlights names to highlight
   * @param colours colours of the run's segments
   */
  public record Input(
      String title,
      RgbImage image,
      float[] map,
      List<NamedMask> masks,
      List<SegmentAttribution> rows,
      Set<String> highlights,
      SegmentColours colours) {
    /** Checks that map and masks are on the grid of the image. */
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

  /** Returns the figure for a page. */
  public static Drawing of(Input in) {
    return new Drawing(KIND, svg(in), narrow(in));
  }

  private static String narrow(Input in) {
    double width = NARROW - 2 * LEFT;
    double scale = width / in.image.width();
    double cell = in.image.height() * scale;
    double line = 15;
    TextStyle bold = TextStyle.of(12.5).bold(true);
    List<String> title = bold.lines(in.title, width);
    List<String> subtitle = NARROW_NOTE.lines(subtitle(in.rows), width);
    double first = 16 * title.size() + line * subtitle.size() + 6;
    double second = first + cell + line + 6;
    double legend = second + cell + 6;
    double table = legend + line + 16;
    double rows = OverlayTable.height(Math.min(MOST_ROWS, in.rows.size()), NARROW_NOTE.size());
    SvgWriter svg =
        new SvgWriter(NARROW, table + rows + 4, "Attribution in " + in.title, description(in));
    double y = -3;
    for (String part : title) {
      svg.text(LEFT, y += 16, part, bold);
    }
    for (String part : subtitle) {
      svg.text(LEFT, y += line, part, NARROW_NOTE);
    }
    image(svg, JpegDataUri.of(in.image, MOST_BYTES), LEFT, first, width, cell);
    new MaskOutlines(LEFT, first, scale, in.colours, false, NARROW_NOTE.size())
        .draw(svg, in.image, in.masks, in.highlights);
    double limit = HeatColours.limit(in.map);
    svg.text(LEFT, second - 6, HUES, NARROW_NOTE);
    String heat = JpegDataUri.of(HeatColours.over(in.image, in.map, limit), MOST_BYTES);
    image(svg, heat, LEFT, second, width, cell);
    legend(svg, legend, limit, width, NARROW_NOTE);
    new OverlayTable(LEFT, table, width, rows, NARROW_NOTE.size())
        .draw(svg, in.rows, in.highlights);
    return svg.finish();
  }

  /** Returns the figure as SVG: picture, outlines, heat map and table in two rows of two. */
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
    image(svg, picture, LEFT, TOP, CELL, cellHeight);
    image(svg, picture, right, TOP, CELL, cellHeight);
    new MaskOutlines(right, TOP, scale, in.colours, false, LETTERS)
        .draw(svg, in.image, in.masks, in.highlights);
    double limit = HeatColours.limit(in.map);
    RgbImage heat = HeatColours.over(in.image, in.map, limit);
    image(svg, PngDataUri.of(heat), LEFT, second, CELL, cellHeight);
    legend(svg, legend, limit, CELL, NOTE);
    new OverlayTable(right, second, CELL, cellHeight + 20, LETTERS)
        .draw(svg, in.rows, in.highlights);
    svg.text(LEFT, second - 4, HUES, NOTE);
    svg.text(right, second - 4, "table of this image", NOTE);
    return svg.finish();
  }

  private static void image(
      SvgWriter svg, String uri, double x, double y, double width, double height) {
    svg.element("image", "x", number(x), "y", number(y), "width", number(width));
    svg.attributes("height", number(height), "href", uri, "image-rendering", "pixelated");
    svg.attributes("preserveAspectRatio", "none");
  }

  private static void legend(SvgWriter svg, double y, double limit, double whole, TextStyle note) {
    int steps = 81;
    double width = whole / steps;
    for (int i = 0; i < steps; i++) {
      double share = 2.0 * i / (steps - 1) - 1;
      String fill = HeatColours.hex(HeatColours.colour(share, 250));
      // slightly wider than its step, so that no seams show between the boxes
      svg.rect(LEFT + i * width, y, i == steps - 1 ? width : width + 0.3, 6, "fill", fill);
    }
    String end = NumberText.significant(limit);
    double base = y + 7 + note.size();
    svg.text(LEFT, base, "\u2212" + end, note);
    svg.text(LEFT + whole / 2, base, "0", note.middle());
    svg.text(LEFT + whole, base, "+" + end, note.end());
  }

  private static String subtitle(List<SegmentAttribution> rows) {
    if (rows.isEmpty()) {
      return "no segment found";
    }
    SegmentAttribution row = rows.get(0);
    String label = row.label().isEmpty() ? "" : "class " + row.label() + " \u00b7 ";
    return label
        + "predicted "
        + row.image().predicted()
        + " ("
        + NumberText.percent(row.image().confidence())
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
