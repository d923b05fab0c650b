package org.segmentattribution.dataset;

import java.util.List;
import org.segmentattribution.image.RgbImage;

/**
 * A drawn picture with the exact place of its parts.
 *
 * @param image the picture, as wide as high
 * @param labels for each pixel, rows top to bottom, 0 for nothing named or 1 + the index of its
 *     part in {@link #PARTS}
 */
public record Scene(RgbImage image, byte[] labels) {
  /** The named parts. */
  public static final List<String> PARTS =
      List.of(
          "eyes", "ears", "mane", "head", "muzzle", "neck", "body", "legs", "hooves", "tail",
          "grass", "sky");

  /** The label of a part; 0 for any other name. */
  static int label(String part) {
    return PARTS.indexOf(part) + 1;
  }
}
