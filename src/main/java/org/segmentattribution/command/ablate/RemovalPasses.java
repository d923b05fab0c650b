package org.segmentattribution.command.ablate;

import java.util.List;
import org.segmentattribution.api.Mask;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.removal.Fill;
import org.segmentattribution.saliency.removal.ModelInput;

/**
 * Forward passes on filled pictures. Every pass has the same number of pictures, whichever images
 * they belong to, so the device is busy and the bytes of a result do not depend on its neighbours.
 *
 * @param explainer gives logits
 * @param batch pictures in a pass
 */
public record RemovalPasses(Explainer explainer, int batch) {
  /**
   * A picture to classify.
   *
   * @param input the whole picture
   * @param region pixels to fill; null for none
   * @param fill fills them
   * @param seed of the fill
   */
  public record Picture(ModelInput input, Mask region, Fill fill, long seed) {
    float[] values() {
      return region == null ? input.values() : fill.fill(input, region, seed);
    }
  }

  /** Returns the logits of each picture, [pictures][classes]. */
  public float[][] logits(List<Picture> pictures) {
    float[][] logits = new float[pictures.size()][];
    for (int from = 0; from < pictures.size(); from += batch) {
      int count = Math.min(batch, pictures.size() - from);
      int length = pictures.get(from).input().values().length;
      float[] pass = new float[Math.multiplyExact(batch, length)];
      for (int k = 0; k < batch; k++) {
        if (k < count) {
          System.arraycopy(pictures.get(from + k).values(), 0, pass, k * length, length);
        } else {
          System.arraycopy(pass, 0, pass, k * length, length);
        }
      }
      float[][] some = explainer.logits(pass, batch);
      System.arraycopy(some, 0, logits, from, count);
    }
    return logits;
  }
}
