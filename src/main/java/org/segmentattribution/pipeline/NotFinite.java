package org.segmentattribution.pipeline;

import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.saliency.Explanation;

/** Refuses logits and maps with NaN or infinity, which cannot be ranked. */
public final class NotFinite {
  private NotFinite() {}

  /**
   * Checks the explanation of one image.
   *
   * @param image index of the image among the explained ones
   * @throws WrongInput in one line, if a logit or a value of the map is NaN or infinite
   */
  public static void refuse(Explanation explanation, int image) {
    if (isIn(explanation.logits()[image])) {
      throw new WrongInput(
          "the model's logits hold NaN or infinity; see whether the preprocessing is the one of its"
              + " training");
    }
    for (Map.Entry<String, float[][]> method : explanation.maps().entrySet()) {
      if (isIn(method.getValue()[image])) {
        throw new WrongInput(
            "the map of " + method.getKey() + " holds NaN or infinity; leave the method out");
      }
    }
  }

  private static boolean isIn(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return true;
      }
    }
    return false;
  }
}
