package org.segmentattribution.model.training;

import java.util.SplittableRandom;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.Resampler;

/**
 * Random changes that do not change the class of a training image.
 *
 * @param flip whether images may be mirrored left to right
 * @param shift largest shift in x and y, in pixels; edge pixels are repeated
 * @param window smallest share of the area that a random crop keeps before it is resized to the
 *     image's size ("inception crop"; Szegedy et al. 2015); sides 3:4 to 4:3; 1 for no crop
 */
public record Augmentation(boolean flip, int shift, double window) {
  /** Leaves images unchanged. */
  public static final Augmentation NONE = new Augmentation(false, 0, 1);

  private static final double LONGEST = 4.0 / 3;

  /** Checks the ranges. */
  public Augmentation {
    if (shift < 0) {
      throw WrongInput.of("{crop} %s: a number of at least 0", shift);
    }
    if (!(window > 0 && window <= 1)) {
      throw WrongInput.of("{window} %s: above 0, at most 1", window);
    }
  }

  /** Returns a randomly changed image, or the image itself. */
  RgbImage apply(RgbImage image, SplittableRandom random) {
    return apply(new LabelledImage(image, 0), random).grid();
  }

  /** Returns a randomly changed image with its mask, or the image itself. */
  LabelledImage apply(LabelledImage image, SplittableRandom random) {
    boolean mirror = flip && random.nextBoolean();
    int dx = shift == 0 ? 0 : random.nextInt(-shift, shift + 1);
    int dy = shift == 0 ? 0 : random.nextInt(-shift, shift + 1);
    LabelledImage seen = window == 1 ? image : window(image, random);
    if (!mirror && dx == 0 && dy == 0) {
      return seen;
    }
    RgbImage grid = moved(seen.grid(), mirror, dx, dy);
    return new LabelledImage(grid, image.label(), moved(seen.avoided(), mirror, dx, dy));
  }

  /** Moves a mask as {@link #moved(RgbImage, boolean, int, int)} moves its image; null stays. */
  private static Mask moved(Mask mask, boolean mirror, int dx, int dy) {
    if (mask == null) {
      return null;
    }
    int right = mask.width() - 1;
    int bottom = mask.height() - 1;
    return mask.sample(
        mask.width(),
        mask.height(),
        x -> {
          int column = Math.max(0, Math.min(right, x - dx));
          return mirror ? right - column : column;
        },
        y -> Math.max(0, Math.min(bottom, y - dy)));
  }

  private LabelledImage window(LabelledImage labelled, SplittableRandom random) {
    RgbImage image = labelled.grid();
    double share = random.nextDouble(window, 1);
    double aspect = Math.pow(LONGEST, random.nextDouble(-1, 1));
    int width = side(image.width(), Math.sqrt(share * aspect));
    int height = side(image.height(), Math.sqrt(share / aspect));
    int left = random.nextInt(image.width() - width + 1);
    int top = random.nextInt(image.height() - height + 1);
    RgbImage part = RgbImage.black(width, height);
    for (int y = 0; y < height; y++) {
      int from = ((top + y) * image.width() + left) * 3;
      System.arraycopy(image.rgb(), from, part.rgb(), y * width * 3, width * 3);
    }
    Mask mask = labelled.avoided();
    return new LabelledImage(
        Resampler.resize(part, image.width(), image.height()),
        labelled.label(),
        mask == null
            ? null
            : mask.sample(
                image.width(),
                image.height(),
                x -> left + x * width / image.width(),
                y -> top + y * height / image.height()));
  }

  private static int side(int whole, double share) {
    return Math.max(1, Math.min(whole, (int) Math.round(whole * share)));
  }

  /** Mirrors an image, then shifts it right by dx and down by dy; edge pixels are repeated. */
  static RgbImage moved(RgbImage image, boolean mirror, int dx, int dy) {
    int width = image.width();
    RgbImage out = RgbImage.black(width, image.height());
    int at = 0;
    for (int y = 0; y < image.height(); y++) {
      int row = Math.max(0, Math.min(image.height() - 1, y - dy)) * width;
      for (int x = 0; x < width; x++) {
        int column = Math.max(0, Math.min(width - 1, x - dx));
        int from = (row + (mirror ? width - 1 - column : column)) * 3;
        out.rgb()[at++] = image.rgb()[from];
        out.rgb()[at++] = image.rgb()[from + 1];
        out.rgb()[at++] = image.rgb()[from + 2];
      }
    }
    return out;
  }
}
