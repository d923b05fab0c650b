package org.segmentattribution.report.viewer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.segmentattribution.api.Mask;
import org.segmentattribution.report.svg.CoarseOutline;
import org.segmentattribution.report.svg.LabelAnchor;
import org.segmentattribution.report.svg.LabelPlacer;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Segments over a photograph: filled by their share of the attribution, blue for the class and
 * orange against it, stronger where the share is larger; outlines above the fills, and names with
 * shares above the outlines.
 */
public final class ShareOverlay {
  private static final String FOR = "#3d8fe6";
  private static final String AGAINST = "#f0802a";
  private static final String DARK = "#0b0e12";

  /** Height of letters as a part of the picture's width. */
  private static final double LETTERS = 0.042;

  private ShareOverlay() {}

  /**
   * A segment.
   *
   * @param mask on the picture's grid
   * @param share −1 to 1, below zero against the class; null where it is not known
   */
  public record Filled(NamedMask mask, Double share) {}

  /** Returns the outline of one segment alone, as SVG. */
  public static String outline(NamedMask segment, SegmentColours colours) {
    Mask mask = segment.mask();
    Sheet sheet = new Sheet(mask.width(), mask.height());
    line(sheet, CoarseOutline.path(mask), colours.dark(segment.name()));
    return sheet.finish();
  }

  private static void line(Sheet sheet, String d, String colour) {
    sheet.path(d, "fill", "none", "stroke", DARK, "stroke-width", "4", "stroke-opacity", "0.7");
    sheet.path(d, "fill", "none", "stroke", colour, "stroke-width", "2");
  }

  /**
   * Returns all segments as SVG.
   *
   * @param width of the picture's grid in pixels
   * @param height of the picture's grid in pixels
   * @param signs whether the method speaks against classes, too: shares have signs then
   */
  public static String svg(
      int width, int height, List<Filled> segments, boolean signs, SegmentColours colours) {
    List<Filled> large = new ArrayList<>(segments);
    large.sort(Comparator.comparingInt((Filled f) -> -f.mask().mask().area()));
    Sheet sheet = new Sheet(width, height);
    double strongest =
        segments.stream()
            .mapToDouble(f -> f.share() == null ? 0 : Math.abs(f.share()))
            .max()
            .orElse(0);
    for (Filled of : large) {
      if (of.share() != null && of.share() != 0) {
        double opacity = 0.12 + 0.68 * Math.abs(of.share()) / strongest;
        String fill = of.share() > 0 ? FOR : AGAINST;
        sheet.path(
            CoarseOutline.path(without(of, large)),
            "fill",
            fill,
            "fill-opacity",
            Sheet.number(opacity));
      }
    }
    for (Filled of : large) {
      line(sheet, CoarseOutline.path(of.mask().mask()), colours.dark(of.mask().name()));
    }
    labels(sheet, width, height, large, signs);
    return sheet.finish();
  }

  /** Smaller segments inside a segment have fills of their own, so fills do not add up. */
  private static Mask without(Filled of, List<Filled> all) {
    Mask mask = of.mask().mask();
    for (Filled other : all.subList(all.indexOf(of) + 1, all.size())) {
      mask = mask.minus(other.mask().mask());
    }
    return mask;
  }

  private static void labels(
      Sheet sheet, int width, int height, List<Filled> large, boolean signs) {
    List<NamedMask> masks = large.stream().map(Filled::mask).toList();
    double size = LETTERS * width;
    TextStyle style = TextStyle.of(size).bold(true);
    LabelPlacer placer = new LabelPlacer(2, 2, width - 4.0, height - 4.0);
    for (int i = large.size() - 1; i >= 0; i--) {
      NamedMask mask = masks.get(i);
      String share = large.get(i).share() == null ? "" : " " + percent(large.get(i).share(), signs);
      String text = style.fit(mask.name(), width - 8 - style.width(share)) + share;
      LabelAnchor anchor = LabelAnchor.of(mask.mask(), masks);
      placer
          .place(anchor.x(), anchor.y(), style.width(text), size * 1.25)
          .ifPresent(
              box ->
                  sheet.label(
                      box.x() + box.width() / 2, box.y() + box.height() * 0.78, size, text));
    }
  }

  private static String percent(double share, boolean signs) {
    long of = Math.round(100 * Math.abs(share));
    return (of == 0 || !signs ? "" : share > 0 ? "+" : "\u2212") + of + "\u00a0%";
  }
}
