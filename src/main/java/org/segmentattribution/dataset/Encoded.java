package org.segmentattribution.dataset;

/**
 * What the walk through an image file found, before anything is decoded.
 *
 * @param width columns as stored, before any turning
 * @param height rows as stored
 * @param inks whether its components are those of a printing press
 * @param exif the TIFF structure of its EXIF block; empty where there is none
 * @param essence the same file with nothing but what the pixels need: no profiles, texts,
 *     thumbnails
 */
record Encoded(int width, int height, Inks inks, byte[] exif, byte[] essence) {

  /** How four components hold cyan, magenta, yellow and black. */
  enum Inks {
    /** They do not: grey or RGB. */
    NONE,
    PLAIN,
    /** The first three as luminance and two colour differences (Adobe's transform 2). */
    YCCK
  }
}
