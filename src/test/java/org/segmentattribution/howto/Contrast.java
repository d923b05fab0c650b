package org.segmentattribution.howto;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.segmentattribution.api.tensor.ExplainedInputs;
import org.segmentattribution.api.tensor.MethodDescription;
import org.segmentattribution.api.tensor.MethodDescription.Parameter;
import org.segmentattribution.api.tensor.SaliencyMethod;
import org.segmentattribution.api.tensor.SaliencyMethodProvider;

/**
 * Why this class and not the next best: input times the gradient of the difference between the
 * explained logit and the largest of the others.
 *
 * @param timesInput whether the gradient is multiplied by the input
 */
public record Contrast(boolean timesInput) implements SaliencyMethod {
  @Override
  public NDArray attribute(ExplainedInputs batch) {
    int[] rivals = new int[batch.size()];
    for (int i = 0; i < rivals.length; i++) {
      rivals[i] = rival(batch.logits()[i], batch.targets()[i]);
    }
    NDArray ofRival = batch.gradient(batch.input().duplicate(), rivals);
    NDArray difference = batch.gradient().sub(ofRival);
    return timesInput ? difference.mul(batch.input()) : difference;
  }

  private static int rival(float[] logits, int target) {
    int best = target == 0 ? 1 : 0;
    for (int k = 0; k < logits.length; k++) {
      best = k != target && logits[k] > logits[best] ? k : best;
    }
    return best;
  }

  /** Puts it among the methods. */
  public static final class Provider implements SaliencyMethodProvider {
    @Override
    public List<MethodDescription> methods() {
      return List.of(
          new MethodDescription(
              "contrast",
              "gradient of the logit minus that of the next best class",
              List.of(
                  new Parameter("times-input", "true", "whether it is multiplied by the input")),
              values -> new Contrast(values.flag("times-input"))));
    }
  }
}
