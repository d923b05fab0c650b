package org.segmentattribution.model.huggingface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How a folder makes the input of a picture, as the object {@code input} of a declaration.
 *
 * @param sides height and width of the input
 * @param resize short side before the centre crop; 0 for straight to the input's size
 * @param interpolation its name in declarations
 * @param values what bytes become
 */
record PictureSteps(long[] sides, long resize, String interpolation, Values values) {
  /** Interpolations by their numbers in Pillow. */
  static final List<String> PILLOW =
      List.of("nearest", "lanczos", "bilinear", "bicubic", "box", "hamming");

  /**
   * What bytes become: scaled to a range, less mean, divided by std.
   *
   * @param low of byte 0
   * @param high of byte 255
   * @param mean one value a channel; null for 0
   * @param std one value a channel; null for 1
   * @param channels their order; null where the model's file says how many
   */
  record Values(float low, float high, float[] mean, float[] std, String channels) {}

  /** Adds the keys. */
  void write(ObjectNode input) {
    input.putArray("size").add(sides[0]).add(sides[1]);
    if (resize > 0) {
      input.put("resize", resize).put("crop", "center");
    }
    if (!interpolation.equals("bilinear")) {
      input.put("interpolation", interpolation);
    }
    input.putArray("range").add(values.low()).add(values.high());
    put(input, "mean", values.mean());
    put(input, "std", values.std());
    if (values.channels() != null) {
      input.put("channels", values.channels());
    }
  }

  private static void put(ObjectNode input, String key, float[] numbers) {
    if (numbers != null) {
      for (float number : numbers) {
        input.withArray(key).add(number);
      }
    }
  }
}
