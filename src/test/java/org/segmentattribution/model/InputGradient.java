package org.segmentattribution.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Logits, and the gradient of each input's largest logit.
 *
 * @param logits of all inputs, one after another
 * @param gradient of the same shape as the inputs
 */
record InputGradient(float[] logits, float[] gradient) {

  static InputGradient of(Classifier classifier, float[] input, int images) {
    try (NDManager scope = classifier.newScope()) {
      NDArray x = scope.create(input, new Shape(images).addAll(classifier.inputShape()));
      x.setRequiresGradient(true);
      NDArray logits = Gradients.with(() -> classifier.logits(x, LayerRule.PLAIN));
      Gradients.backward(Gradients.with(() -> logits.max(new int[] {1}).sum()));
      return new InputGradient(logits.toFloatArray(), x.getGradient().toFloatArray());
    }
  }
}
