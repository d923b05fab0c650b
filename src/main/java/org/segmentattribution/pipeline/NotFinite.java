package org.segmentattribution.pipeline;

import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.saliency.Explanation;

/** Refuses what cannot be ranked: logits and maps that hold NaN or infinity. */
public final class NotFinite {
  private NotFinite() {}

  /**
   * Looks at what was said of one image.
   *
   * @param image its place among the explained
   * @throws WrongInput in one line, if a logit or a value of a map is no number
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
