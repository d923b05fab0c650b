package org.segmentattribution.model.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.layer.LayerRule;

/**
 * Logits, and the gradient of each input's largest logit.
 *
 * @param logits of all inputs, one after another
 * @param gradient of the same shape as the inputs
 */
public record InputGradient(float[] logits, float[] gradient) {

  public static InputGradient of(LoadedClassifier classifier, float[] input, int images) {
    return of(classifier, input, images, DataType.FLOAT32);
  }

  /** Type: of the classifier's weights. */
  public static InputGradient of(
      LoadedClassifier classifier, float[] input, int images, DataType type) {
    try (NDManager scope = classifier.newScope()) {
      Shape shape = new Shape(images).addAll(classifier.inputShape());
      NDArray x = scope.create(input, shape).toType(type, false);
      x.setRequiresGradient(true);
      NDArray logits = Gradients.with(() -> classifier.logits(x, LayerRule.PLAIN));
      Gradients.backward(Gradients.with(() -> logits.max(new int[] {1}).sum()));
      return new InputGradient(floats(logits), floats(x.getGradient()));
    }
  }

  private static float[] floats(NDArray array) {
    return array.toType(DataType.FLOAT32, false).toFloatArray();
  }
}
