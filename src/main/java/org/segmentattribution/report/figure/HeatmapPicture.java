package org.segmentattribution.report.figure;

import org.segmentattribution.api.RgbImage;

/**
 * A signed attribution map with its picture and texts.
 *
 * @param title first line, such as the method and the model
 * @param caption second line, such as the target and its logit; may be empty
 * @param width pixels in a row
 * @param height rows
 * @param values the map, {@code height * width}, rows top to bottom; not copied
 * @param photo the explained picture, in the map's size; null if there is none
 */
public record HeatmapPicture(
    String title, String caption, int width, int height, float[] values, RgbImage photo) {
  /** Checks the sizes of map and photograph. */
  public HeatmapPicture {
    if (width < 1 || height < 1 || values.length != Math.multiplyExact(width, height)) {
      throw new IllegalArgumentException(
          "a map of " + width + "x" + height + " does not have " + values.length + " values");
    }
    if (photo != null && (photo.width() != width || photo.height() != height)) {
      throw new IllegalArgumentException(
          "map " + width + "x" + height + ", photo " + photo.width() + "x" + photo.height());
    }
  }
}
