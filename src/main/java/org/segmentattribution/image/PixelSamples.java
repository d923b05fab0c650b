package org.segmentattribution.image;

/**
 * The pixels of a file whose values are more than colours, as stored, row by row.
 *
 * @param width pixels per row
 * @param height rows
 * @param precision how exact the values are
 * @param grey 0 to {@code precision.full()}: the pixel's grey, or its strongest colour; for a
 *     palette, taken from the colours it shows
 * @param rgb 8-bit colours, {@code 0xRRGGBB}; null if red, green and blue are equal in every pixel
 * @param alpha 0 to {@code precision.full()}; null if every pixel is opaque
 * @param indices palette indices; null without a palette
 */
public record PixelSamples(
    int width, int height, Precision precision, int[] grey, int[] rgb, int[] alpha, int[] indices) {

  /**
   * How exact values are.
   *
   * @param full the largest value that a sample of this depth can have: 255 for 8 bits
   * @param lossy whether the format may change values slightly
   */
  public record Precision(int full, boolean lossy) {}

  /** Returns the largest value that a sample of this depth can have: 255 for 8 bits. */
  public int full() {
    return precision.full();
  }

  /** Returns whether the format may change values slightly. */
  public boolean lossy() {
    return precision.lossy();
  }

  /** Returns the colour of a pixel, 8 bits a channel. */
  public int colour(int at) {
    return rgb == null ? Math.round(grey[at] * 255f / full()) * 0x010101 : rgb[at];
  }
}
