package org.segmentattribution.image;

import java.util.Arrays;

/** Collects the pixels of a file in order; stores colours and alpha only where needed. */
public final class PixelSampler {
  private final int width;
  private final int height;
  private final int full;
  private final int[] grey;
  private int[] rgb;
  private int[] alpha;
  private int[] indices;
  private int at;

  /** Starts for a picture of this size with values from 0 to {@code full}. */
  public PixelSampler(int width, int height, int full) {
    this.width = width;
    this.height = height;
    this.full = full;
    grey = new int[Math.multiplyExact(width, height)];
  }

  /** Returns the largest value. */
  public int full() {
    return full;
  }

  /** Adds the next pixel's palette index; its colour must be added after it. */
  public void index(int index) {
    if (indices == null) {
      indices = new int[grey.length];
    }
    indices[at] = index;
  }

  /** Adds the next pixel in grey, each value from 0 to {@code full}. */
  public void grey(int value, int opacity) {
    grey[at] = value;
    if (rgb != null) {
      rgb[at] = eight(value) * 0x010101;
    }
    opacity(opacity);
    at++;
  }

  /** Adds the next pixel in colour, each value from 0 to {@code full}. */
  public void colour(int red, int green, int blue, int opacity) {
    if (red == green && green == blue) {
      grey(red, opacity);
      return;
    }
    if (rgb == null) {
      rgb = new int[grey.length];
      for (int i = 0; i < at; i++) {
        rgb[i] = eight(grey[i]) * 0x010101;
      }
    }
    rgb[at] = eight(red) << 16 | eight(green) << 8 | eight(blue);
    grey[at] = Math.max(red, Math.max(green, blue));
    opacity(opacity);
    at++;
  }

  private int eight(int value) {
    return full == 255 ? value : Math.round(value * 255f / full);
  }

  private void opacity(int opacity) {
    if (alpha == null && opacity != full) {
      alpha = new int[grey.length];
      Arrays.fill(alpha, 0, at, full);
    }
    if (alpha != null) {
      alpha[at] = opacity;
    }
  }

  /** Returns all pixels. */
  public PixelSamples samples(boolean lossy) {
    return new PixelSamples(
        width, height, new PixelSamples.Precision(full, lossy), grey, rgb, alpha, indices);
  }
}
