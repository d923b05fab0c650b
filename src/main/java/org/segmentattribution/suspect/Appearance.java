package org.segmentattribution.suspect;

import java.util.Arrays;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.RgbImage;

/** Describes a region of a picture by numbers: what a layer says of it, colour, shape, place. */
public final class Appearance {
  /** Mean and deviation of brightness and of two differences of colours. */
  public static final int COLOURS = 6;

  /** Area, aspect, how much of the box is filled. */
  public static final int SHAPES = 3;

  /** Distance from the middle, sideways and up or down: four corners are one place. */
  public static final int PLACES = 2;

  private Appearance() {}

  /**
   * Returns the weighted mean of each plane over a region.
   *
   * @param planes channels x height x width, over the same picture as the region, in any size
   */
  public static float[] pooled(
      float[] planes, int channels, int height, int width, WeightedRegion region) {
    double[] weights = new double[height * width];
    Mask mask = region.mask();
    region.forEach(
        (x, y, weight) ->
            weights[y * height / mask.height() * width + x * width / mask.width()] += weight);
    float[] pooled = new float[channels];
    double all = Arrays.stream(weights).sum();
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] == 0 ? 0 : weights[i] * planes[c * weights.length + i];
      }
      pooled[c] = (float) (sum / all);
    }
    return pooled;
  }

  /** Returns colours (weighted), shape and place of a region of a picture of the same size. */
  public static float[] of(RgbImage picture, WeightedRegion weighted) {
    double[] sums = new double[COLOURS];
    weighted.forEach(
        (x, y, by) -> {
          int at = (y * picture.width() + x) * 3;
          double red = (picture.rgb()[at] & 0xff) / 255.0;
          double green = (picture.rgb()[at + 1] & 0xff) / 255.0;
          double blue = (picture.rgb()[at + 2] & 0xff) / 255.0;
          double grey = 0.299 * red + 0.587 * green + 0.114 * blue;
          add(sums, 0, grey, by);
          add(sums, 1, blue - grey, by);
          add(sums, 2, red - grey, by);
        });
    Mask region = weighted.mask();
    int area = region.area();
    double weight = Arrays.stream(weighted.weights()).sum();
    RegionBox box = RegionBox.of(region);
    double[] centre = new double[2];
    region.forEach(
        (x, y) -> {
          centre[0] += x + 0.5;
          centre[1] += y + 0.5;
        });
    float[] all = new float[COLOURS + SHAPES + PLACES];
    for (int i = 0; i < 3; i++) {
      double mean = sums[2 * i] / weight;
      all[2 * i] = (float) mean;
      all[2 * i + 1] = (float) Math.sqrt(Math.max(0, sums[2 * i + 1] / weight - mean * mean));
    }
    all[COLOURS] = (float) Math.log((double) area / (region.width() * region.height()));
    all[COLOURS + 1] = (float) Math.log((double) box.width() / box.height());
    all[COLOURS + 2] = (float) area / (box.width() * box.height());
    all[COLOURS + SHAPES] = (float) Math.abs(centre[0] / area / region.width() - 0.5);
    all[COLOURS + SHAPES + 1] = (float) Math.abs(centre[1] / area / region.height() - 0.5);
    return all;
  }

  private static void add(double[] sums, int which, double value, double weight) {
    sums[2 * which] += weight * value;
    sums[2 * which + 1] += weight * value * value;
  }
}
