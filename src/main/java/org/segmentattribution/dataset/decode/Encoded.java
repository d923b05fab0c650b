package org.segmentattribution.dataset.decode;

/**
 * What was found in an image file before anything is decoded.
 *
 * @param width columns as stored, before any turning
 * @param height rows as stored
 * @param colours what its components mean
 * @param orientation how its rows lie
 * @param essence the same file with nothing but what the pixels need: no profiles, texts,
 *     thumbnails, further pages
 * @param frame where the pixels of an animation's first frame belong
 * @param more what else the file shows, and nobody sees; empty where this is all
 */
record Encoded(
    int width,
    int height,
    Colours colours,
    Orientation orientation,
    byte[] essence,
    Frame frame,
    String more) {

  /** A picture that is the whole file. */
  Encoded(int width, int height, Inks inks, Orientation orientation, byte[] essence) {
    this(
        width,
        height,
        new Colours(inks, Alpha.STRAIGHT),
        orientation,
        essence,
        new Frame(0, 0, width, height, Frame.WHITE),
        "");
  }

  /**
   * What the components of a pixel mean.
   *
   * @param inks whether they are those of a printing press
   * @param alpha what a sample beyond the colours is
   */
  record Colours(Inks inks, Alpha alpha) {
    /** Grey or RGB, with or without opacity. */
    static final Colours PLAIN = new Colours(Inks.NONE, Alpha.STRAIGHT);
  }

  /** A rectangle of the picture; the colour is what is around it, as 0xRRGGBB. */
  record Frame(int x, int y, int width, int height, int around) {
    static final int WHITE = 0xffffff;
  }

  /** How colours and opacity go together. */
  enum Alpha {
    STRAIGHT,
    /** The colours are multiplied by it already. */
    MULTIPLIED,
    /** What is there means something else. */
    IGNORED
  }

  /** How four components hold cyan, magenta, yellow and black. */
  enum Inks {
    /** They do not: grey or RGB. */
    NONE,
    PLAIN,
    /** The first three as luminance and two colour differences (Adobe's transform 2). */
    YCCK
  }
}
