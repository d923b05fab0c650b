package org.segmentattribution.saliency.removal;

import org.segmentattribution.api.Mask;
import org.segmentattribution.image.GridPicture;
import org.segmentattribution.image.Preprocessing;

/**
 * One preprocessed picture.
 *
 * @param values C x H x W
 * @param channels C
 * @param height H
 * @param width W
 * @param ranges for each channel, how far apart the values of black and white are
 */
public record ModelInput(float[] values, int channels, int height, int width, double[] ranges) {
  /** Returns a picture as a model with this preprocessing takes it. */
  public static ModelInput of(GridPicture picture, Preprocessing preprocessing) {
    float[] values = new float[preprocessing.length()];
    preprocessing.toInput(picture, values, 0);
    return of(values, preprocessing);
  }

  /** Returns an input of a model with this preprocessing. */
  public static ModelInput of(float[] values, Preprocessing preprocessing) {
    double[] ranges = new double[preprocessing.channels().count()];
    for (int c = 0; c < ranges.length; c++) {
      ranges[c] = preprocessing.range(c);
    }
    return new ModelInput(
        values, ranges.length, preprocessing.height(), preprocessing.width(), ranges);
  }

  /** Returns the mean of each channel outside a region; NaN where the region covers everything. */
  double[] means(Mask region) {
    double[] sums = new double[channels];
    int outside = height * width - region.area();
    for (int c = 0; c < channels; c++) {
      double all = 0;
      int from = c * height * width;
      for (int i = from; i < from + height * width; i++) {
        all += values[i];
      }
      double[] inside = {0};
      region.forEach((x, y) -> inside[0] += values[from + y * width + x]);
      sums[c] = (all - inside[0]) / outside;
    }
    return sums;
  }
}
