package org.segmentattribution.report.svg;

import org.apache.commons.math3.util.KthSelector;
import org.segmentattribution.api.RgbImage;

/**
 * Colours signed attribution over a pale grey picture: blue for, orange against, stronger for
 * larger values. Red is darker than blue, so that a grey print still shows the difference.
 */
public final class HeatColours {
  private static final int[] FOR = {0x1a, 0x5f, 0xa6};
  private static final int[] AGAINST = {0xc8, 0x5a, 0x0a};

  private HeatColours() {}

  /** Returns the 99.5th percentile of the absolute values (nearest rank); 1 for a map of zeros. */
  public static double limit(float[] map) {
    double[] sizes = new double[map.length];
    double largest = 0;
    for (int i = 0; i < map.length; i++) {
      sizes[i] = Float.isFinite(map[i]) ? Math.abs(map[i]) : 0;
      largest = Math.max(largest, sizes[i]);
    }
    double limit = new KthSelector().select(sizes, null, (int) Math.ceil(0.995 * sizes.length) - 1);
    return limit > 0 ? limit : largest > 0 ? largest : 1;
  }

  /** Draws the map over its picture; both have equally many pixels. */
  public static RgbImage over(RgbImage image, float[] map, double limit) {
    RgbImage out = RgbImage.black(image.width(), image.height());
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        double luminance =
            0.299 * image.value(x, y, 0)
                + 0.587 * image.value(x, y, 1)
                + 0.114 * image.value(x, y, 2);
        float value = map[y * image.width() + x];
        int[] c = colour(Float.isFinite(value) ? value / limit : 0, 160 + luminance * 90 / 255);
        out.set(x, y, c[0], c[1], c[2]);
      }
    }
    return out;
  }

  /** Returns the colour of a share of the limit, −1 to 1, over a grey of 0 to 255. */
  public static int[] colour(double share, double grey) {
    int[] end = share < 0 ? AGAINST : FOR;
    // lifts weak values, which would otherwise look like zero
    double strength = Math.pow(Math.min(1, Math.abs(share)), 0.75);
    int[] mixed = new int[3];
    for (int i = 0; i < 3; i++) {
      mixed[i] = (int) Math.round(grey + (end[i] - grey) * strength);
    }
    return mixed;
  }

  /** Returns a colour as {@code #rrggbb}. */
  public static String hex(int[] colour) {
    StringBuilder text = new StringBuilder("#");
    for (int c : colour) {
      text.append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
    }
    return text.toString();
  }
}
