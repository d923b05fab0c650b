package org.segmentattribution.report.gallery;

import static org.segmentattribution.report.svg.SvgWriter.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.Resampler;
import org.segmentattribution.report.svg.CoarseOutline;
import org.segmentattribution.report.svg.HeatColours;
import org.segmentattribution.report.svg.JpegDataUri;
import org.segmentattribution.report.svg.LabelAnchor;
import org.segmentattribution.report.svg.LabelPlacer;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.Palette;
import org.segmentattribution.report.svg.SvgWriter;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Draws one image of the gallery, about 25 KB: the picture with outlines and names of its segments,
 * and the attribution over it. A page contains each drawing once and shows it in several places:
 * {@code #gN} is the whole, {@code #gNsK} the outline of segment K.
 */
public final class GalleryPicture {
  private static final double PANEL = 200;
  private static final double GAP = 8;

  /** Length in pixels of the longer side of an embedded picture. */
  private static final int LONGEST = 208;

  /** Size in bytes of each of the two embedded pictures. */
  private static final int BYTES = 7500;

  private GalleryPicture() {}

  /**
   * The parts of a drawing.
   *
   * @param id digits, see {@link Gallery.Picture}
   * @param title the image's name
   * @param image the picture on the saliency grid
   * @param map signed attribution, one value a pixel of {@code image}, rows top to bottom
   * @param masks the segments on the saliency grid
   */
  public record Input(
      String id, String title, RgbImage image, float[] map, List<NamedMask> masks) {}

  /** Returns the width of every drawing, in its own units. */
  public static double width() {
    return 2 * PANEL + GAP;
  }

  /** Returns the x coordinate at which the attribution begins. */
  static double right() {
    return PANEL + GAP;
  }

  /** Returns the height of an image's drawing, in these units. */
  public static double height(RgbImage image) {
    return Math.round(PANEL * image.height() / image.width());
  }

  /** Returns the drawing as SVG. */
  public static String svg(Input in) {
    double height = height(in.image);
    SvgWriter svg =
        new SvgWriter(
            width(),
            height,
            in.title,
            "Left the image with the outlines of its segments; right the attribution over it, red"
                + " for, blue against.");
    String id = "g" + in.id;
    svg.open("defs");
    for (int i = 0; i < in.masks.size(); i++) {
      outline(svg, id + "s" + i, in.masks.get(i).mask(), in.image.width());
    }
    svg.close();
    svg.open("g", "id", id);
    image(svg, in.image, 0, height);
    RgbImage heat = HeatColours.over(in.image, in.map, HeatColours.limit(in.map));
    image(svg, heat, right(), height);
    outlines(svg, id, in.masks);
    names(svg, in, height);
    svg.close();
    return svg.finish();
  }

  private static void outline(SvgWriter svg, String id, Mask mask, int columns) {
    String d = CoarseOutline.path(mask);
    String scale = "scale(" + String.valueOf((float) (PANEL / columns)) + ")";
    svg.element("path", "id", id, "d", d, "fill", "none", "transform", scale);
    svg.attributes("vector-effect", "non-scaling-stroke");
  }

  private static void image(SvgWriter svg, RgbImage image, double x, double height) {
    double shrink = Math.min(1, (double) LONGEST / Math.max(image.width(), image.height()));
    RgbImage small =
        Resampler.resize(
            image,
            (int) Math.max(1, Math.round(image.width() * shrink)),
            (int) Math.max(1, Math.round(image.height() * shrink)));
    svg.element("image", "x", number(x), "y", "0", "width", number(PANEL));
    svg.attributes("height", number(height), "preserveAspectRatio", "none");
    svg.attributes("href", JpegDataUri.of(small, BYTES));
  }

  /** Draws large segments first, so that small ones lie on top. */
  private static void outlines(SvgWriter svg, String id, List<NamedMask> masks) {
    List<Integer> order =
        IntStream.range(0, masks.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -masks.get(i).mask().area()))
            .toList();
    for (int i : order) {
      String href = "#" + id + "s" + i;
      svg.open("g");
      svg.tooltip(masks.get(i).name());
      svg.element("use", "href", href, "stroke", Palette.PAPER, "stroke-width", "2.5");
      svg.element("use", "href", href, "stroke", Palette.line(i), "stroke-width", "1.2");
      svg.element("use", "href", href, "x", number(right()), "stroke", Palette.INK);
      svg.attributes("stroke-width", "0.7", "stroke-opacity", "0.6");
      svg.close();
    }
  }

  /** Places the names of small segments first: these have less room to move. */
  private static void names(SvgWriter svg, Input in, double height) {
    LabelPlacer placer = new LabelPlacer(2, 2, PANEL - 4, height - 4);
    TextStyle style = TextStyle.of(9).haloed().middle();
    List<NamedMask> masks = new ArrayList<>(in.masks);
    masks.sort(Comparator.comparingInt(m -> m.mask().area()));
    double scale = PANEL / in.image.width();
    for (NamedMask m : masks) {
      if (!m.mask().isEmpty()) {
        LabelAnchor anchor = LabelAnchor.of(m.mask(), masks);
        String name = style.fit(m.name(), PANEL - 4);
        placer
            .place(scale * anchor.x(), scale * anchor.y(), style.width(name), 11)
            .ifPresent(b -> svg.text(b.x() + b.width() / 2, b.y() + 8.4, name, style));
      }
    }
  }
}
