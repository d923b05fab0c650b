package org.segmentattribution.saliency.structure;

import ai.djl.ndarray.NDArray;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.Scale;

/** Tells whether a scale only multiplies or only adds. */
final class Scales {
  private Scales() {}

  static boolean onlyMultiplies(Scale scale) {
    return all(scale.bias(), 0);
  }

  static boolean onlyAdds(Scale scale) {
    return all(scale.weight(), 1);
  }

  /** Returns whether a scale takes log 2, and nothing else. */
  static boolean takesLogTwo(Scale scale) {
    return onlyAdds(scale)
        && scale.bias().size() == 1
        && Math.abs(scale.bias().toFloatArray()[0] + Math.log(2)) < 1e-5;
  }

  private static boolean all(NDArray values, int number) {
    return Gradients.without(
        () -> {
          try (NDArray equal = values.eq(number);
              NDArray all = equal.all()) {
            return all.getBoolean();
          }
        });
  }
}
