package org.segmentattribution.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.model.engine.Gradients;

/**
 * Adam (Kingma, Ba 2015) with decoupled weight decay (Loshchilov, Hutter 2019), with DJL's fused
 * update. DJL's {@code Optimizer} leaves the moments to the garbage collector; here they have an
 * owner.
 */
final class AdamW {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final List<NDArray> parameters;
  private final List<NDArray> means = new ArrayList<>();
  private final List<NDArray> variances = new ArrayList<>();
  private final float weightDecay;
  private int steps;

  /**
   * Creates the optimizer; the manager owns the moments, and the parameters must require gradients.
   */
  AdamW(List<NDArray> parameters, NDManager manager, float weightDecay) {
    this.parameters = parameters;
    this.weightDecay = weightDecay;
    for (NDArray parameter : parameters) {
      means.add(manager.zeros(parameter.getShape()));
      variances.add(manager.zeros(parameter.getShape()));
    }
  }

  /** Takes one step along the gradients, then clears them. */
  void step(float learningRate) {
    steps++;
    double correction = Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
    for (int i = 0; i < parameters.size(); i++) {
      NDArray parameter = parameters.get(i);
      try (NDArray gradient = parameter.getGradient()) {
        NDList arrays = new NDList(parameter, gradient, means.get(i), variances.get(i));
        parameter
            .getNDArrayInternal()
            .adamUpdate(
                arrays,
                new NDList(parameter),
                learningRate,
                (float) (learningRate * correction),
                weightDecay,
                1,
                -1,
                BETA1,
                BETA2,
                EPSILON,
                true,
                true);
      }
      Gradients.clear(parameter);
    }
  }
}
