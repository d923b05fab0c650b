package org.segmentattribution.report.svg;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

/**
 * Draws outlines of segments over a picture, with their names, in the segments' colours.
 *
 * @param left x of the picture's left edge
 * @param top y of the picture's upper edge
 * @param scale figure units for each pixel
 * @param colours colours of the run's segments
 * @param filled whether segments are covered by their colour, which is translucent
 * @param letters size of names; 0 for no names
 */
public record MaskOutlines(
    double left, double top, double scale, SegmentColours colours, boolean filled, double letters) {

  /** Draws the outlines; empty masks are left out. */
  public void draw(SvgWriter svg, RgbImage image, List<NamedMask> all, Set<String> highlights) {
    double width = image.width() * scale;
    double height = image.height() * scale;
    List<NamedMask> masks =
        all.stream()
            .filter(m -> !m.mask().isEmpty())
            .sorted(
                Comparator.comparing((NamedMask m) -> !highlights.contains(m.name()))
                    .thenComparing(m -> m.mask().area()))
            .toList();
    // large segments first, so that small and highlighted ones are on top
    for (int i = masks.size() - 1; i >= 0; i--) {
      NamedMask m = masks.get(i);
      boolean highlighted = highlights.contains(m.name());
      String d = MaskOutline.path(m.mask(), left, top, scale);
      svg.open("g");
      svg.tooltip(m.name());
      String colour = colours.light(m.name());
      if (filled) {
        svg.element("path", "d", d, "fill", colour, "fill-opacity", "0.3");
      }
      svg.path(d, Palette.PAPER, highlighted ? 3.2 : 2, "stroke-opacity", "0.85");
      svg.path(d, colour, highlighted ? 1.8 : 0.9);
      svg.close();
    }
    if (letters == 0) {
      return;
    }
    LabelPlacer placer = new LabelPlacer(left + 2, top + 2, width - 4, height - 4);
    for (NamedMask m : masks) {
      TextStyle style = TextStyle.of(letters).bold(highlights.contains(m.name())).haloed().middle();
      String name = style.fit(m.name(), width - 4);
      double[] centre = centre(m.mask());
      placer
          .place(left + centre[0] * scale, top + centre[1] * scale, style.width(name), letters + 2)
          .ifPresent(b -> svg.text(b.x() + b.width() / 2, b.y() + 0.97 * letters, name, style));
    }
  }

  /** Returns the centre of the mask's pixel that is nearest to its centroid. */
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
}
