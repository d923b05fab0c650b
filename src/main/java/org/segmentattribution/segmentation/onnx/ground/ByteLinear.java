package org.segmentattribution.segmentation.onnx.ground;

import org.segmentattribution.api.RgbImage;

/**
 * Resizes pictures bilinearly with half-pixel centres and no smoothing, in the whole numbers of
 * OpenCV's {@code INTER_LINEAR}: weights of 1/2048, and two roundings.
 */
public final class ByteLinear {
  private static final int ONE = 2048;

  private final int[] low;
  private final int[] high;
  private final int[] ofLow;
  private final int[] ofHigh;

  /** Finds neighbours; outside of the picture is its edge, whose weights rows keep apart. */
  private ByteLinear(int from, int to, boolean rows) {
    low = new int[to];
    high = new int[to];
    ofLow = new int[to];
    ofHigh = new int[to];
    double scale = 1 / ((double) to / from);
    for (int i = 0; i < to; i++) {
      float at = (float) ((i + 0.5) * scale - 0.5);
      int first = (int) Math.floor(at);
      float rest = at - first;
      if (!rows && (first < 0 || first >= from - 1)) {
        rest = 0;
      }
      low[i] = Math.max(0, Math.min(first, from - 1));
      high[i] = Math.max(0, Math.min(first + 1, from - 1));
      ofLow[i] = (int) Math.rint((1 - rest) * ONE);
      ofHigh[i] = (int) Math.rint(rest * ONE);
    }
  }

  /** Returns the picture in another size. */
  public static RgbImage resize(RgbImage image, int width, int height) {
    if (width == image.width() && height == image.height()) {
      return image;
    }
    if (image.width() == 2 * width && image.height() == 2 * height) {
      return halved(image, width, height);
    }
    ByteLinear across = new ByteLinear(image.width(), width, false);
    ByteLinear down = new ByteLinear(image.height(), height, true);
    RgbImage made = RgbImage.black(width, height);
    int[] upper = new int[width * 3];
    int[] lower = new int[width * 3];
    int last = -1;
    for (int y = 0; y < height; y++) {
      int pair = down.low[y] + down.high[y];
      if (pair != last) {
        across.row(image, down.low[y], upper);
        across.row(image, down.high[y], lower);
        last = pair;
      }
      for (int i = 0; i < upper.length; i++) {
        int sum =
            (down.ofLow[y] * (upper[i] >> 4) >> 16) + (down.ofHigh[y] * (lower[i] >> 4) >> 16);
        made.rgb()[y * width * 3 + i] = (byte) (sum + 2 >> 2);
      }
    }
    return made;
  }

  private void row(RgbImage image, int y, int[] out) {
    int from = y * image.width() * 3;
    byte[] rgb = image.rgb();
    for (int x = 0; x < low.length; x++) {
      for (int c = 0; c < 3; c++) {
        int left = rgb[from + low[x] * 3 + c] & 0xff;
        int right = rgb[from + high[x] * 3 + c] & 0xff;
        out[x * 3 + c] = left * ofLow[x] + right * ofHigh[x];
      }
    }
  }

  /** Returns the mean of each four pixels, which is what OpenCV does for a half. */
  private static RgbImage halved(RgbImage image, int width, int height) {
    RgbImage made = RgbImage.black(width, height);
    byte[] rgb = image.rgb();
    int step = image.width() * 3;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int at = 2 * y * step + 2 * x * 3 + c;
          int upper = (rgb[at] & 0xff) + (rgb[at + 3] & 0xff);
          int lower = (rgb[at + step] & 0xff) + (rgb[at + step + 3] & 0xff);
          made.rgb()[(y * width + x) * 3 + c] = (byte) (upper + lower + 2 >> 2);
        }
      }
    }
    return made;
  }
}
