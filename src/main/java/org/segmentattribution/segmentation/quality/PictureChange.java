package org.segmentattribution.segmentation.quality;

import java.util.function.IntUnaryOperator;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

/**
 * A change of a picture that a good segmenter follows: a shift by whole pixels, or a mirror image.
 * What a shift uncovers repeats the border; what it moves out is not compared.
 *
 * @param dx pixels to the right; 0 where the picture is mirrored
 * @param dy pixels down
 * @param mirrored whether left and right change places
 */
public record PictureChange(int dx, int dy, boolean mirrored) {
  /** Left and right change places. */
  public static final PictureChange FLIP = new PictureChange(0, 0, true);

  /** Share of the short side that a shift moves by. */
  private static final double SHARE = 0.02;

  private static final int LEAST = 2;
  private static final int MOST = 16;

  /**
   * Returns the shift of a picture: by 2 % of its short side, but 2 to 16 pixels, across and along.
   *
   * @param direction any number; its two lowest bits choose the diagonal
   */
  public static PictureChange shift(int width, int height, int direction) {
    int by = (int) Math.round(SHARE * Math.min(width, height));
    by = Math.max(LEAST, Math.min(MOST, by));
    return new PictureChange(
        (direction & 1) == 0 ? by : -by, (direction & 2) == 0 ? by : -by, false);
  }

  /** Returns the changed picture. */
  public RgbImage of(RgbImage image) {
    int width = image.width();
    int height = image.height();
    byte[] rgb = new byte[image.rgb().length];
    for (int y = 0; y < height; y++) {
      int row = clamp(y - dy, height) * width;
      for (int x = 0; x < width; x++) {
        int from = 3 * (row + (mirrored ? width - 1 - x : clamp(x - dx, width)));
        int to = 3 * (y * width + x);
        rgb[to] = image.rgb()[from];
        rgb[to + 1] = image.rgb()[from + 1];
        rgb[to + 2] = image.rgb()[from + 2];
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** Returns a mask of the changed picture, brought back to where it is in the picture. */
  public Mask back(Mask mask) {
    IntUnaryOperator column =
        mirrored ? x -> mask.width() - 1 - x : x -> clamp(x + dx, mask.width());
    Mask moved =
        mask.sample(mask.width(), mask.height(), column, y -> clamp(y + dy, mask.height()));
    return compared(moved);
  }

  /** Returns the pixels of a mask that both pictures show. */
  public Mask compared(Mask mask) {
    if (dx == 0 && dy == 0) {
      return mask;
    }
    int left = Math.max(0, -dx);
    int right = mask.width() - Math.max(0, dx);
    int top = Math.max(0, -dy);
    int bottom = mask.height() - Math.max(0, dy);
    Mask.Builder both = new Mask.Builder(mask.width(), mask.height());
    mask.forEachRun(
        (from, to, y) -> {
          if (y >= top && y < bottom && Math.max(from, left) < Math.min(to, right)) {
            both.addRun(Math.max(from, left), Math.min(to, right), y);
          }
        });
    return both.build();
  }

  private static int clamp(int value, int size) {
    return Math.max(0, Math.min(size - 1, value));
  }
}
