package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.databind.JsonNode;
import org.segmentattribution.api.RgbImage;

/**
 * The size to which a processor of transformers resizes a picture.
 *
 * @param fit what the other numbers say
 * @param shortest length of the shorter side, in pixels, for {@link Fit#SHORTER}
 * @param longest limit of the longer side, for {@link Fit#SHORTER}; 0 = none
 * @param width of every picture, or the most; -1 = as it is
 * @param height of every picture, or the most; -1 = as it is
 * @param divisor both sides are rounded up to multiples of it, or down if it is below 0; 1 = as
 *     they are
 * @param multiple both sides are rounded to the nearest multiple of it; 1 = as they are
 */
record PictureSides(
    Fit fit, int shortest, int longest, int width, int height, int divisor, int multiple) {

  /** How a picture gets its size. */
  enum Fit {
    /** Width and height are given. */
    EXACT,
    /** The shorter side is given, and the picture keeps its proportions. */
    SHORTER,
    /** The largest size in width and height that keeps the proportions. */
    WITHIN,
    /** The size in the proportions of the picture that changes it least (DPT). */
    LEAST
  }

  /**
   * Reads a {@code preprocessor_config.json}. What the graph fixes has priority.
   *
   * @param width that the graph fixes; -1 = any
   * @param height that the graph fixes; -1 = any
   * @param side of a square where nothing says a size
   */
  static PictureSides of(JsonNode config, int width, int height, int side) {
    JsonNode crop = config.path("crop_size");
    boolean cropped = config.path("do_center_crop").asBoolean(false) && !crop.isMissingNode();
    JsonNode size = cropped ? crop : config.path("size");
    if (width > 0 || height > 0 || !config.path("do_resize").asBoolean(true)) {
      return new PictureSides(Fit.EXACT, 0, 0, width, height, 1, 1);
    }
    int divisor = divisor(config);
    if (size.has("shortest_edge")) {
      return shorter(size.path("shortest_edge"), size.path("longest_edge"), divisor);
    }
    if (size.isInt() && config.path("max_size").isInt()) {
      return shorter(size, config.path("max_size"), divisor);
    }
    if (size.has("max_height") && size.has("max_width")) {
      int most = size.path("max_width").asInt();
      return new PictureSides(Fit.WITHIN, 0, 0, most, size.path("max_height").asInt(), divisor, 1);
    }
    int square = size.asInt(side);
    int multiple = Math.max(1, config.path("ensure_multiple_of").asInt(1));
    Fit fit = config.path("keep_aspect_ratio").asBoolean(false) ? Fit.LEAST : Fit.EXACT;
    int across = size.path("width").asInt(square);
    return new PictureSides(
        fit, 0, 0, across, size.path("height").asInt(square), divisor, multiple);
  }

  private static PictureSides shorter(JsonNode shortest, JsonNode longest, int divisor) {
    return new PictureSides(Fit.SHORTER, shortest.asInt(), longest.asInt(0), 0, 0, divisor, 1);
  }

  /** MODNet's files have {@code size_divisibility}, which transformers.js rounds down to. */
  private static int divisor(JsonNode config) {
    int up = Math.max(1, config.path("size_divisor").asInt(1));
    int down = Math.max(1, config.path("size_divisibility").asInt(1));
    return up > 1 || down == 1 ? up : -down;
  }

  /** Returns width and height of a picture after the resize. */
  int[] of(RgbImage image) {
    int[] sides =
        switch (fit) {
          case EXACT ->
              new int[] {width > 0 ? width : image.width(), height > 0 ? height : image.height()};
          case SHORTER -> inProportion(image);
          case WITHIN -> {
            double factor =
                Math.min((double) width / image.width(), (double) height / image.height());
            yield new int[] {
              Math.max(1, (int) (image.width() * factor)),
              Math.max(1, (int) (image.height() * factor))
            };
          }
          case LEAST -> least(image);
        };
    return new int[] {rounded(sides[0]), rounded(sides[1])};
  }

  private int[] least(RgbImage image) {
    double across = (double) width / image.width();
    double down = (double) height / image.height();
    double factor = Math.abs(1 - across) < Math.abs(1 - down) ? across : down;
    return new int[] {nearest(factor * image.width()), nearest(factor * image.height())};
  }

  /** Python rounds halves to even numbers. */
  private int nearest(double side) {
    return Math.max(1, (int) Math.rint(side / multiple)) * multiple;
  }

  /** The rounding is that of {@code get_size_with_aspect_ratio} of transformers. */
  private int[] inProportion(RgbImage image) {
    double low = Math.min(image.width(), image.height());
    double high = Math.max(image.width(), image.height());
    double exact = shortest;
    int edge = shortest;
    if (longest > 0 && high / low * shortest > longest) {
      exact = longest * low / high;
      edge = (int) Math.rint(exact);
    }
    if (low == edge) {
      return new int[] {image.width(), image.height()};
    }
    return image.width() < image.height()
        ? new int[] {edge, Math.max(1, (int) (exact * image.height() / image.width()))}
        : new int[] {Math.max(1, (int) (exact * image.width() / image.height())), edge};
  }

  private int rounded(int side) {
    if (multiple > 1) {
      return nearest(side);
    }
    if (divisor < 0) {
      return Math.max(1, side / -divisor) * -divisor;
    }
    return (side + divisor - 1) / divisor * divisor;
  }
}
