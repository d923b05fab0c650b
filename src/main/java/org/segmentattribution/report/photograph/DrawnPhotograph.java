package org.segmentattribution.report.photograph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.MaskResizer;
import org.segmentattribution.image.Resampler;
import org.segmentattribution.report.svg.HeatColours;
import org.segmentattribution.report.svg.JpegDataUri;
import org.segmentattribution.report.svg.LabelAnchor;
import org.segmentattribution.report.svg.LabelPlacer;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.TextStyle;

/**
 * Draws one photograph: the picture that the model sees as a small JPEG, the attribution over it as
 * another, and the outlines of its segments with places for their names.
 *
 * @param picture JPEG
 * @param map JPEG; empty where no map is given or wanted
 * @param outlines path and place of the name of each segment, in the order of the masks
 * @param width of the drawing, in units of the outlines
 * @param height of the drawing
 */
public record DrawnPhotograph(
    byte[] picture, byte[] map, List<Outline> outlines, int width, int height) {
  /** Longest side of the grid of the outlines, in pixels. */
  private static final int GRID = 128;

  /** Side in pixels at which names are placed: that of a card on a wide window. */
  private static final double CARD = 300;

  private static final TextStyle NAME = TextStyle.of(12.5).bold(true);
  private static final double LINE = 17;

  /**
   * An outline.
   *
   * @param path in units of the drawing
   * @param x of the middle of the name in per cent of the width; -1 = no room
   * @param y of the middle of the name in per cent of the height
   */
  public record Outline(String path, double x, double y) {
    /** No outline. */
    static final Outline NONE = new Outline("", -1, -1);
  }

  /**
   * Draws a photograph.
   *
   * @param image the picture on the saliency grid
   * @param map signed attribution, one value a pixel of {@code image}; null for none
   * @param masks the segments on this grid, those to outline first
   */
  public static DrawnPhotograph of(
      RgbImage image, float[] map, List<NamedMask> masks, PictureSize size) {
    double shrink = Math.min(1, (double) GRID / Math.max(image.width(), image.height()));
    int width = scaled(image.width(), shrink);
    int height = scaled(image.height(), shrink);
    List<NamedMask> coarse = new ArrayList<>();
    for (NamedMask m : masks.subList(0, Math.min(size.segments(), masks.size()))) {
      coarse.add(new NamedMask(m.name(), coarse(m.mask(), width, height)));
    }
    byte[] heat = {};
    if (map != null && size.maps()) {
      RgbImage over = HeatColours.over(image, map, HeatColours.limit(map));
      heat = JpegDataUri.bytes(small(over, size.mapSide()), size.mapBytes());
    }
    return new DrawnPhotograph(
        JpegDataUri.bytes(small(image, size.side()), size.bytes()),
        heat,
        outlines(coarse, width, height),
        width * SmoothOutline.UNITS,
        height * SmoothOutline.UNITS);
  }

  /** Returns an outline; none for segments that are not drawn. */
  public Outline outline(int segment) {
    return segment < outlines.size() ? outlines.get(segment) : Outline.NONE;
  }

  private static int scaled(int length, double shrink) {
    return (int) Math.max(1, Math.round(length * shrink));
  }

  private static RgbImage small(RgbImage image, int side) {
    double shrink = Math.min(1, (double) side / Math.max(image.width(), image.height()));
    return Resampler.resize(image, scaled(image.width(), shrink), scaled(image.height(), shrink));
  }

  /** Samples a mask; one that is too thin for this keeps every pixel that it touches. */
  private static Mask coarse(Mask mask, int width, int height) {
    Mask seen = MaskResizer.nearest(mask, width, height);
    if (!seen.isEmpty() || mask.isEmpty()) {
      return seen;
    }
    boolean[] touched = new boolean[width * height];
    mask.forEach(
        (x, y) -> touched[y * height / mask.height() * width + x * width / mask.width()] = true);
    return Mask.of(width, height, (x, y) -> touched[y * width + x]);
  }

  /** Places the names of small segments first: these have less room to move. */
  private static List<Outline> outlines(List<NamedMask> masks, int width, int height) {
    double scale = CARD / Math.max(width, height);
    LabelPlacer placer = new LabelPlacer(2, 2, width * scale - 4, height * scale - 4);
    List<NamedMask> smallFirst = new ArrayList<>(masks);
    smallFirst.sort(Comparator.comparingInt(m -> m.mask().area()));
    Map<NamedMask, Outline> found = new HashMap<>();
    for (NamedMask m : smallFirst) {
      String path = SmoothOutline.path(m.mask());
      if (path.isEmpty()) {
        continue;
      }
      LabelAnchor anchor = LabelAnchor.of(m.mask(), smallFirst);
      double wide = Math.min(NAME.width(m.name()) + 4, width * scale - 4);
      found.put(
          m,
          placer
              .place(anchor.x() * scale, anchor.y() * scale, wide, LINE)
              .map(
                  box ->
                      new Outline(
                          path,
                          percent(box.x() + box.width() / 2, width * scale),
                          percent(box.y() + box.height() / 2, height * scale)))
              .orElse(new Outline(path, -1, -1)));
    }
    return masks.stream().map(m -> found.getOrDefault(m, Outline.NONE)).toList();
  }

  private static double percent(double at, double of) {
    return Math.round(1000 * at / of) / 10.0;
  }
}
