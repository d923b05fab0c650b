package org.segmentattribution.dataset.scene;

import java.util.List;
import org.segmentattribution.api.RgbImage;

/**
 * A drawn picture and the part that each of its pixels shows.
 *
 * @param image the picture
 * @param labels one label for each pixel, rows top to bottom: n for the n-th of {@link #PARTS},
 *     counted from 1; 0 for anything else
 */
public record Scene(RgbImage image, byte[] labels) {
  /** The named parts; the label of a part is its position in this list, counted from 1. */
  public static final List<String> PARTS =
      List.of(
          "eyes", "ears", "mane", "head", "muzzle", "neck", "body", "legs", "hooves", "tail",
          "grass", "sky");

  static final int OTHER = 0;
  static final int EYES = 1;
  static final int EARS = 2;
  static final int MANE = 3;
  static final int HEAD = 4;
  static final int MUZZLE = 5;
  static final int NECK = 6;
  static final int BODY = 7;
  static final int LEGS = 8;
  static final int HOOVES = 9;
  static final int TAIL = 10;
  static final int GRASS = 11;
  static final int SKY = 12;

  /** Checks that there is one label for each pixel. */
  public Scene {
    if (labels.length != image.width() * image.height()) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + image.width() + "x" + image.height() + " pixels");
    }
  }
}
