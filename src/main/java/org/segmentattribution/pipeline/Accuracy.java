package org.segmentattribution.pipeline;

import java.util.List;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.Logits;

/** Measures how often the largest logit is that of the label. */
public final class Accuracy {
  private Accuracy() {}

  /**
   * Returns the share of images that are classified as labelled, 0 to 1; NaN without images.
   *
   * @param images on the classifier's grid
   * @param labels class index of each image
   * @param batch images in one pass
   */
  public static double of(
      Explainer explainer,
      Preprocessing preprocessing,
      List<RgbImage> images,
      int[] labels,
      int batch) {
    int right = 0;
    for (int from = 0; from < images.size(); from += batch) {
      int n = Math.min(batch, images.size() - from);
      float[] input = new float[n * preprocessing.length()];
      for (int i = 0; i < n; i++) {
        preprocessing.toInput(images.get(from + i), input, i * preprocessing.length());
      }
      float[][] logits = explainer.logits(input, n);
      for (int i = 0; i < n; i++) {
        right += Logits.argmax(logits[i]) == labels[from + i] ? 1 : 0;
      }
    }
    return (double) right / images.size();
  }
}
