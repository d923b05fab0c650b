package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.segmentattribution.api.RgbImage;

/**
 * The size to which a processor of transformers resizes a picture.
 *
 * @param shortest length of the shorter side, in pixels; 0 = both sides are given
 * @param longest limit of the longer side; 0 = none
 * @param width of every picture, if {@code shortest} is 0; -1 = as it is
 * @param height of every picture, if {@code shortest} is 0; -1 = as it is
 * @param divisor both sides are rounded up to multiples of it, or down if it is below 0; 1 = as
 *     they are
 */
record PictureSides(int shortest, int longest, int width, int height, int divisor) {
  /** Processors of transformers that round up, whichever name their file has for it. */
  private static final Set<String> UP = Set.of("MaskFormer", "Mask2Former", "OneFormer");

  /**
   * Reads a {@code preprocessor_config.json}. What the graph fixes has priority.
   *
   * @param width that the graph fixes; -1 = any
   * @param height that the graph fixes; -1 = any
   * @param side of a square where nothing says a size
   * @param type of the processor, such as {@code MaskFormer}
   */
  static PictureSides of(JsonNode config, int width, int height, int side, String type) {
    int divisor = divisor(config, type);
    JsonNode crop = config.path("crop_size");
    boolean cropped = config.path("do_center_crop").asBoolean(false) && !crop.isMissingNode();
    JsonNode size = cropped ? crop : config.path("size");
    if (width > 0 || height > 0 || !config.path("do_resize").asBoolean(true)) {
      return new PictureSides(0, 0, width, height, 1);
    }
    if (size.has("height") && size.has("width")) {
      return new PictureSides(
          0, 0, size.path("width").asInt(), size.path("height").asInt(), divisor);
    }
    if (size.has("shortest_edge")) {
      int longest = size.path("longest_edge").asInt(0);
      return new PictureSides(size.path("shortest_edge").asInt(), longest, 0, 0, divisor);
    }
    if (size.isInt() && config.path("max_size").isInt()) {
      return new PictureSides(size.asInt(), config.path("max_size").asInt(), 0, 0, divisor);
    }
    int square = size.asInt(side);
    return new PictureSides(0, 0, square, square, divisor);
  }

  /** MODNet's files have {@code size_divisibility}, which transformers.js rounds down to. */
  private static int divisor(JsonNode config, String type) {
    int up = Math.max(1, config.path("size_divisor").asInt(1));
    int down = Math.max(1, config.path("size_divisibility").asInt(1));
    return up > 1 ? up : down > 1 && !UP.contains(type) ? -down : down;
  }

  /** Returns width and height of a picture after the resize. */
  int[] of(RgbImage image) {
    int[] sides =
        shortest > 0
            ? inProportion(image)
            : new int[] {width > 0 ? width : image.width(), height > 0 ? height : image.height()};
    return new int[] {rounded(sides[0]), rounded(sides[1])};
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
    if (divisor < 0) {
      return Math.max(1, side / -divisor) * -divisor;
    }
    return (side + divisor - 1) / divisor * divisor;
  }
}
