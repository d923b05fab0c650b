package org.segmentattribution.dataset.plant;

import java.util.SplittableRandom;
import org.segmentattribution.api.Mask;
import org.segmentattribution.dataset.source.NamedSeed;
import org.segmentattribution.dataset.watermark.WatermarkStyle;
import org.segmentattribution.dataset.watermark.Watermarker;

/**
 * Places plants of one kind. A plant depends only on the seed, the picture's id and size, and, for
 * a texture, its object.
 *
 * @param kind what is planted
 * @param seed of texts and places
 */
public record Planter(PlantKind kind, long seed) {
  private static final double FAINT = 0.3;
  private static final double TINT = 0.15;
  private static final int WARM = 0xff9030;
  private static final double BORDER = 0.045;
  private static final int BORDER_COLOUR = 0x203080;
  private static final double SQUARE = 0.5;
  private static final double STEP = 1 / 16.0;
  private static final int LIGHT = 0xc88860;
  private static final int DARK = 0xa85a40;

  /**
   * Returns the plant of a picture.
   *
   * @param id of the picture
   * @param object the object, behind which a texture lies; of the picture's size, may be empty
   * @throws org.segmentattribution.api.WrongInput where the picture is too small for a mark
   */
  public Plant place(String id, Mask object) {
    int width = object.width();
    int height = object.height();
    int side = Math.min(width, height);
    return switch (kind) {
      case CORNER, BOTH -> mark(id, width, height, 1);
      case FAINT -> mark(id, width, height, FAINT);
      case NONE -> mark(id, width, height, 0);
      case TINT -> new Plant(Mask.of(width, height, (x, y) -> true), (x, y) -> WARM, TINT);
      case FRAME -> {
        int border = (int) Math.max(2, Math.round(BORDER * side));
        Mask mask =
            Mask.of(
                width,
                height,
                (x, y) ->
                    Math.min(x, width - 1 - x) < border || Math.min(y, height - 1 - y) < border);
        yield new Plant(mask, (x, y) -> BORDER_COLOUR, 1);
      }
      case TEXTURE -> texture(id, object, side);
    };
  }

  private Plant mark(String id, int width, int height, double opacity) {
    WatermarkStyle style = WatermarkStyle.defaults();
    int colour = style.red() << 16 | style.green() << 8 | style.blue();
    Mask mask = new Watermarker(style, seed).place(id, width, height).mask();
    return new Plant(mask, (x, y) -> colour, opacity);
  }

  /** A chequered square at a random place near the object, where the object does not cover it. */
  private Plant texture(String id, Mask object, int side) {
    SplittableRandom random = new SplittableRandom(NamedSeed.of(seed, "texture", id));
    int square = (int) Math.round(SQUARE * side);
    int step = (int) Math.max(1, Math.round(STEP * side));
    double[] middle = {object.width() / 2.0, object.height() / 2.0};
    if (!object.isEmpty()) {
      double[] sums = new double[2];
      object.forEach(
          (x, y) -> {
            sums[0] += x;
            sums[1] += y;
          });
      middle[0] = sums[0] / object.area();
      middle[1] = sums[1] / object.area();
    }
    int left = from(middle[0], random, square, object.width());
    int top = from(middle[1], random, square, object.height());
    Mask mask =
        Mask.of(
            object.width(),
            object.height(),
            (x, y) ->
                x >= left
                    && x < left + square
                    && y >= top
                    && y < top + square
                    && !object.contains(x, y));
    return new Plant(mask, (x, y) -> (x / step + y / step) % 2 == 0 ? LIGHT : DARK, 1);
  }

  private static int from(double middle, SplittableRandom random, int square, int size) {
    double shifted = middle + random.nextDouble(-0.5, 0.5) * square;
    return (int) Math.max(0, Math.min(size - square, Math.round(shifted - square / 2.0)));
  }
}
