package org.segmentattribution.image;

import java.util.Locale;
import org.segmentattribution.api.WrongInput;

/**
 * The size to which a picture is resized, and where the input is cut out of it.
 *
 * @param rows height to resize to; 0 resizes to the input's size without a crop
 * @param columns width to resize to
 * @param mode what happens to the shape of the picture
 * @param down whether a crop that cannot be exactly in the middle starts at the smaller number, as
 *     in transformers and Keras; otherwise at the even one, as in torchvision
 */
public record Cropping(int rows, int columns, Mode mode, boolean down) {
  /** Straight to the input's size. */
  public static final Cropping NONE = new Cropping(0, 0, Mode.CENTER, false);

  /** What happens to the shape of a picture; the names are timm's. */
  public enum Mode {
    /** The short side gets the size to resize to; what is too long is cut off. */
    CENTER,
    /** Both sides get the size to resize to, whatever the shape. */
    SQUASH,
    /** The long side gets the size to resize to; what is missing is filled. */
    BORDER;

    /** Returns the name used in JSON and flags. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the centre crop of a picture whose short side is first resized to a length. */
  public static Cropping center(int resize) {
    return new Cropping(resize, resize, Mode.CENTER, false);
  }

  /** Refuses a picture that is smaller than what is cut out of it. */
  void check(int height, int width) {
    boolean enough =
        rows == columns ? rows >= Math.max(height, width) : rows >= height && columns >= width;
    if (rows != 0 && !enough) {
      String size = rows == columns ? "" + rows : "[" + rows + ", " + columns + "]";
      throw new WrongInput("input.resize " + size + " is smaller than input.size");
    }
  }

  /** Returns where a picture goes; the crop reaches beyond it where something is to be filled. */
  Placement place(int imageWidth, int imageHeight, int width, int height) {
    if (rows == 0) {
      return new Placement(width, height, 0, 0, width, height);
    }
    int w = columns;
    int h = rows;
    if (mode == Mode.CENTER && rows == columns) {
      // torchvision: the long side is truncated
      long most = (long) rows * Math.max(imageWidth, imageHeight);
      int longSide = (int) (most / Math.min(imageWidth, imageHeight));
      w = imageWidth >= imageHeight ? longSide : columns;
      h = imageWidth >= imageHeight ? rows : longSide;
    } else if (mode != Mode.SQUASH) {
      // timm: both sides are rounded, halves to the even number
      double down = (double) imageHeight / rows;
      double across = (double) imageWidth / columns;
      double ratio = mode == Mode.BORDER ? Math.max(down, across) : Math.min(down, across);
      w = Math.max(1, (int) Math.rint(imageWidth / ratio));
      h = Math.max(1, (int) Math.rint(imageHeight / ratio));
    }
    return new Placement(w, h, start(w, width), start(h, height), width, height);
  }

  private int start(int resized, int kept) {
    if (resized < kept) {
      return -((kept - resized) / 2);
    }
    return down ? (resized - kept) / 2 : (int) Math.rint((resized - kept) / 2.0);
  }
}
