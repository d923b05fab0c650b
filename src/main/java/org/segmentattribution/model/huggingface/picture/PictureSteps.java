package org.segmentattribution.model.huggingface.picture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How a folder makes the input of a picture, as the object {@code input} of a declaration.
 *
 * @param sides height and width of the input
 * @param cropping what is done before a part is cut out; null for straight to the input's size
 * @param interpolation its name in declarations
 * @param values what bytes become
 */
public record PictureSteps(long[] sides, Cropping cropping, String interpolation, Values values) {
  /** Interpolations by their numbers in Pillow. */
  static final List<String> PILLOW =
      List.of("nearest", "lanczos", "bilinear", "bicubic", "box", "hamming");

  /**
   * A crop.
   *
   * @param rows height to resize to
   * @param columns width to resize to
   * @param mode timm's {@code crop_mode}
   * @param start where a crop starts that cannot be in the middle: {@code round} or {@code floor}
   */
  public record Cropping(long rows, long columns, String mode, String start) {}

  /**
   * What bytes become: scaled to a range, less mean, divided by std.
   *
   * @param low of byte 0
   * @param high of byte 255
   * @param mean one value a channel; null for 0
   * @param std one value a channel; null for 1
   * @param channels their order; null where the model's file says how many
   */
  public record Values(float low, float high, float[] mean, float[] std, String channels) {}

  /** Adds the keys. */
  public void write(ObjectNode input) {
    input.putArray("size").add(sides[0]).add(sides[1]);
    if (cropping != null) {
      if (cropping.rows() == cropping.columns()) {
        input.put("resize", cropping.rows());
      } else {
        input.putArray("resize").add(cropping.rows()).add(cropping.columns());
      }
      input.put("crop", cropping.mode());
      if (!cropping.start().equals("round")) {
        input.put("crop_start", cropping.start());
      }
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
