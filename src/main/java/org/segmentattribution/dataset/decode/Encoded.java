package org.segmentattribution.dataset.decode;

/**
 * What an image file contains, found before anything is decoded.
 *
 * @param width columns as stored, before any rotation
 * @param height rows as stored
 * @param inks how four components hold inks, as in files for a printing press
 * @param orientation how its rows lie
 * @param essence the file with only what the pixels need: no profiles, texts, thumbnails or further
 *     pages
 * @param alpha meaning of a further sample beside the colours
 * @param frame place of the first frame of an animation
 * @param more further content that is not decoded; empty where there is none
 */
record Encoded(
    int width,
    int height,
    Inks inks,
    Orientation orientation,
    byte[] essence,
    Alpha alpha,
    Frame frame,
    String more) {

  /** Describes a picture that is the whole file. */
  Encoded(int width, int height, Inks inks, Orientation orientation, byte[] essence) {
    this(
        width,
        height,
        inks,
        orientation,
        essence,
        Alpha.STRAIGHT,
        new Frame(0, 0, width, height, Frame.WHITE),
        "");
  }

  /** A rectangle of the picture; {@code around} is the colour around it, as 0xRRGGBB. */
  record Frame(int x, int y, int width, int height, int around) {
    static final int WHITE = 0xffffff;
  }

  /** How colours and opacity are combined. */
  enum Alpha {
    STRAIGHT,
    /** The colours are already multiplied by the opacity. */
    MULTIPLIED,
    /** The further sample has another meaning. */
    IGNORED
  }

  /** How four components hold cyan, magenta, yellow and black. */
  enum Inks {
    /** There are no inks: grey or RGB. */
    NONE,
    PLAIN,
    /**
     * The first three components are luminance and two colour differences (Adobe's transform 2).
     */
    YCCK
  }
}
