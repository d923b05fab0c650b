package org.segmentattribution.report.photograph;

/**
 * How much is drawn of each photograph, so that a page stays small.
 *
 * @param side longest side of the picture in pixels
 * @param bytes size of the picture
 * @param mapSide longest side of the map of attribution; 0 = no map
 * @param mapBytes size of the map
 * @param segments number of segments whose outlines are drawn
 * @param rows number of segments that are kept
 */
public record PictureSize(int side, int bytes, int mapSide, int mapBytes, int segments, int rows) {
  /** Largest number of photographs with maps and all outlines. */
  public static final int DETAILED = 300;

  private static final int FEW = 100;

  /** Returns the size for a number of photographs. */
  public static PictureSize of(int photographs) {
    if (photographs <= FEW) {
      return new PictureSize(288, 14_000, 160, 6_000, 40, 500);
    }
    return photographs <= DETAILED
        ? new PictureSize(176, 4_500, 112, 2_200, 12, 30)
        : new PictureSize(144, 3_000, 0, 0, 1, 4);
  }

  /** Returns whether maps are drawn. */
  public boolean maps() {
    return mapSide > 0;
  }
}
