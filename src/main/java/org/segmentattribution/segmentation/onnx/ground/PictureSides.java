package org.segmentattribution.segmentation.onnx.ground;

import com.fasterxml.jackson.databind.JsonNode;
import org.segmentattribution.api.RgbImage;

/**
 * The size to which a processor of transformers resizes a picture.
 *
 * @param shortest length of the shorter side, in pixels; 0 = both sides are given
 * @param longest limit of the longer side; 0 = none
 * @param width of every picture, if {@code shortest} is 0; -1 = as it is
 * @param height of every picture, if {@code shortest} is 0; -1 = as it is
 * @param divisor both sides are rounded up to multiples of it; 1 = as they are
 */
record PictureSides(int shortest, int longest, int width, int height, int divisor) {

  /**
   * Reads a {@code preprocessor_config.json}. What the graph fixes has priority.
   *
   * @param width that the graph fixes; -1 = any
   * @param height that the graph fixes; -1 = any
   * @param side of a square where nothing says a size
   */
  static PictureSides of(JsonNode config, int width, int height, int side) {
    int divisor =
        Math.max(1, config.path("size_divisor").asInt(config.path("size_divisibility").asInt(1)));
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

  /** Returns width and height of a picture after the resize. */
  int[] of(RgbImage image) {
    int[] sides =
        shortest > 0
            ? inProportion(image)
            : new int[] {width > 0 ? width : image.width(), height > 0 ? height : image.height()};
    return new int[] {up(sides[0]), up(sides[1])};
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

  private int up(int side) {
    return (side + divisor - 1) / divisor * divisor;
  }
}
