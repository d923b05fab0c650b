package org.segmentattribution.report.figure;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.JpegDataUri;
import org.segmentattribution.report.svg.MaskOutlines;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Shows pictures with their segments, covered by a translucent colour and named, so that errors are
 * seen at a glance. Three pictures are in a row, or one on a telephone.
 */
public final class ContactSheet {
  private static final double CELL = 220;
  private static final double GAP = 10;

  /** Bytes that a picture may take: a page holds two drawings of all of them. */
  private static final int MOST_BYTES = 30_000;

  private static final String QUESTION = "What was found where?";

  private ContactSheet() {}

  /**
   * A picture with its segments.
   *
   * @param image small enough to embed
   * @param masks masks on the picture's pixels
   */
  public record Picture(String title, RgbImage image, List<NamedMask> masks) {}

  /**
   * Returns the sheet; empty without pictures.
   *
   * @param colours colours of the run's segments
   */
  public static Drawing of(List<Picture> pictures, SegmentColours colours) {
    return new Drawing("", svg(pictures, colours, 3), svg(pictures, colours, 1));
  }

  private static String svg(List<Picture> pictures, SegmentColours colours, int across) {
    TextStyle text = TextStyle.of(across == 1 ? 9.5 : 9);
    double line = text.size() + 4;
    double width = across * (CELL + GAP) + GAP;
    List<List<String>> legend = legend(pictures, text, width);
    double first = GAP + line + 6 + line * legend.size();
    double y = first;
    for (int i = 0; i < pictures.size(); i += across) {
      y += rowHeight(pictures, i, across, line) + GAP;
    }
    SvgWriter svg =
        new SvgWriter(
            width, y, QUESTION, "Pictures with their segments in colours: " + all(pictures));
    svg.text(GAP, GAP + text.size(), QUESTION, TextStyle.of(text.size() + 1.5).bold(true));
    for (int row = 0; row < legend.size(); row++) {
      double x = GAP;
      for (String name : legend.get(row)) {
        double base = GAP + line + 4 + line * row + text.size();
        svg.rect(x, base - 6.5, 7, 7, "fill", colours.light(name));
        String shown = text.fit(name, width - 2 * GAP - 12);
        svg.text(x + 11, base, shown, text);
        x += 11 + text.width(shown) + 12;
      }
    }
    // a single name is said by the legend; a sheet is often shown smaller than a single picture
    double letters = names(pictures).size() == 1 ? 0 : 9;
    y = first;
    for (int i = 0; i < pictures.size(); i += across) {
      for (int k = i; k < Math.min(i + across, pictures.size()); k++) {
        draw(svg, pictures.get(k), GAP + (k - i) * (CELL + GAP), y, text, colours, letters);
      }
      y += rowHeight(pictures, i, across, line) + GAP;
    }
    return svg.finish();
  }

  /** Returns the names by the number of pictures that show them, in lines of the sheet's width. */
  private static List<List<String>> legend(List<Picture> pictures, TextStyle text, double width) {
    List<List<String>> lines = new ArrayList<>();
    double free = 0;
    for (String name : names(pictures)) {
      double needed = 11 + text.width(text.fit(name, width - 2 * GAP - 12)) + 12;
      if (lines.isEmpty() || needed > free + 12) {
        lines.add(new ArrayList<>());
        free = width - 2 * GAP;
      }
      lines.get(lines.size() - 1).add(name);
      free -= needed;
    }
    return lines;
  }

  private static List<String> names(List<Picture> pictures) {
    Map<String, Integer> shown = new TreeMap<>();
    for (Picture p : pictures) {
      p.masks().stream()
          .filter(m -> !m.mask().isEmpty())
          .map(NamedMask::name)
          .distinct()
          .forEach(name -> shown.merge(name, 1, Integer::sum));
    }
    return shown.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String all(List<Picture> pictures) {
    List<String> names = names(pictures);
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static double rowHeight(List<Picture> pictures, int from, int across, double line) {
    return line
        + pictures.subList(from, Math.min(from + across, pictures.size())).stream()
            .mapToDouble(p -> p.image().height() * scale(p))
            .max()
            .orElse(0);
  }

  /** Returns the scale at which a picture fits a square. */
  private static double scale(Picture p) {
    return CELL / Math.max(p.image().width(), p.image().height());
  }

  private static void draw(
      SvgWriter svg,
      Picture p,
      double x,
      double y,
      TextStyle text,
      SegmentColours colours,
      double letters) {
    svg.fitted(x, y + text.size(), p.title(), CELL, text.fill(Palette.MUTED));
    double top = y + text.size() + 4;
    double width = p.image().width() * scale(p);
    svg.element("image", "x", number(x), "y", number(top), "width", number(width));
    svg.attributes(
        "height",
        number(p.image().height() * scale(p)),
        "href",
        JpegDataUri.of(p.image(), MOST_BYTES));
    svg.attributes("preserveAspectRatio", "none");
    new MaskOutlines(x, top, scale(p), colours, true, letters)
        .draw(svg, p.image(), p.masks(), Set.of());
  }
}
