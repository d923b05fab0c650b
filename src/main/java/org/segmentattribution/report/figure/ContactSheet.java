package org.segmentattribution.report.figure;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.List;
import java.util.Set;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.report.svg.MaskOutlines;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.PngDataUri;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Shows pictures with the outlines and names of their segments, so that errors are seen at a
 * glance.
 */
public final class ContactSheet {
  private static final int COLUMNS = 3;
  private static final double CELL = 220;
  private static final double GAP = 10;
  private static final double TITLE = 12;

  private ContactSheet() {}

  /**
   * A picture with its segments.
   *
   * @param image small enough to embed
   * @param masks masks on the picture's pixels
   */
  public record Picture(String title, RgbImage image, List<NamedMask> masks) {}

  /** Returns the sheet as SVG, three pictures in a row; empty without pictures. */
  public static String svg(List<Picture> pictures) {
    double y = GAP;
    for (int i = 0; i < pictures.size(); i += COLUMNS) {
      y += rowHeight(pictures, i) + GAP;
    }
    double width = COLUMNS * (CELL + GAP) + GAP;
    SvgWriter svg =
        new SvgWriter(width, y, "What was found", "Pictures with the outlines of their segments");
    y = GAP;
    for (int i = 0; i < pictures.size(); i += COLUMNS) {
      for (int k = i; k < Math.min(i + COLUMNS, pictures.size()); k++) {
        draw(svg, pictures.get(k), GAP + (k - i) * (CELL + GAP), y);
      }
      y += rowHeight(pictures, i) + GAP;
    }
    return svg.finish();
  }

  private static double rowHeight(List<Picture> pictures, int from) {
    return TITLE
        + pictures.subList(from, Math.min(from + COLUMNS, pictures.size())).stream()
            .mapToDouble(p -> p.image().height() * scale(p))
            .max()
            .orElse(0);
  }

  /** Returns the scale at which a picture fits a square. */
  private static double scale(Picture p) {
    return CELL / Math.max(p.image().width(), p.image().height());
  }

  private static void draw(SvgWriter svg, Picture p, double x, double y) {
    svg.fitted(x, y + 8, p.title(), CELL, TextStyle.of(7).fill(Palette.MUTED));
    double top = y + TITLE;
    double width = p.image().width() * scale(p);
    svg.element("image", "x", number(x), "y", number(top), "width", number(width));
    svg.attributes(
        "height", number(p.image().height() * scale(p)), "href", PngDataUri.of(p.image()));
    svg.attributes("preserveAspectRatio", "none");
    new MaskOutlines(x, top, scale(p)).draw(svg, p.image(), p.masks(), Set.of());
  }
}
