package org.segmentattribution.saliency.removal;

import java.util.Arrays;
import org.segmentattribution.api.Mask;

/** The picture's mean in each channel, of the pixels outside the region. */
record MeanFill() implements Fill {
  @Override
  public String name() {
    return "mean";
  }

  @Override
  public float[] fill(ModelInput picture, Mask region, long seed) {
    float[] filled = picture.values().clone();
    double[] means = picture.means(region);
    int plane = picture.height() * picture.width();
    region.forEachRun(
        (from, to, y) -> {
          for (int c = 0; c < means.length; c++) {
            int row = c * plane + y * picture.width();
            Arrays.fill(filled, row + from, row + to, (float) means[c]);
          }
        });
    return filled;
  }
}
