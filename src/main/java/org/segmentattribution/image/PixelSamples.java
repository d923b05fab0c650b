package org.segmentattribution.image;

/**
 * The pixels of a file whose values mean something other than colours, as stored, row by row.
 *
 * @param width pixels per row
 * @param height rows
 * @param full the largest value that a sample of this depth can have: 255 for 8 bits
 * @param grey 0 to {@code full}: the pixel's grey, or the strongest of its colours; of a palette,
 *     what its colours show
 * @param rgb colours of 8 bits, {@code 0xRRGGBB}; null where red, green and blue are the same in
 *     every pixel
 * @param alpha 0 to {@code full}; null where every pixel is wholly opaque
 * @param indices into the palette; null where there is none
 * @param lossy whether the format changes values a little
 */
public record PixelSamples(
    int width,
    int height,
    int full,
    int[] grey,
    int[] rgb,
    int[] alpha,
    int[] indices,
    boolean lossy) {

  /** The colour of a pixel, 8 bits a channel. */
  public int colour(int at) {
    return rgb == null ? Math.round(grey[at] * 255f / full) * 0x010101 : rgb[at];
  }
}
