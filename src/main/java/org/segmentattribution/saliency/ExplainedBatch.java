package org.segmentattribution.saliency;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.segmentattribution.model.Classifier;
import org.segmentattribution.model.Gradients;
import org.segmentattribution.model.LayerRule;

/**
 * A batch of inputs with what all methods share: logits, the logits explained and the plain
 * gradient, each computed once. Used by one thread; its arrays live in its scope.
 */
public final class ExplainedBatch {
  private final Classifier classifier;
  private final NDManager scope;
  private final NDArray input;
  private final float[][] logits;
  private final int[] targets;
  private final NDArray gradient;

  /**
   * Runs the network forward and backward once.
   *
   * @param input [N, C, H, W] in the scope
   * @param wanted class index to explain for each image, -1 for the largest logit
   */
  ExplainedBatch(Classifier classifier, NDManager scope, NDArray input, int[] wanted) {
    this.classifier = classifier;
    this.scope = scope;
    this.input = input;
    NDArray leaf = leaf();
    NDArray forward = Gradients.with(() -> classifier.logits(leaf, LayerRule.PLAIN));
    logits = rows(forward.toFloatArray(), wanted.length);
    targets = targets(wanted, logits);
    gradient = backward(leaf, forward);
  }

  /** The inputs, [N, C, H, W]. */
  public NDArray input() {
    return input;
  }

  /** The logits, [N][classes]. */
  public float[][] logits() {
    return logits;
  }

  /** Class index explained, [N]. */
  public int[] targets() {
    return targets;
  }

  /** ∂f/∂x of the explained logit, [N, C, H, W]. */
  public NDArray gradient() {
    return gradient;
  }

  /** ∂f/∂x through a network whose layers are run by the rule: one more pass. */
  public NDArray gradient(LayerRule rule) {
    NDArray leaf = leaf();
    return backward(leaf, Gradients.with(() -> classifier.logits(leaf, rule)));
  }

  private NDArray leaf() {
    NDArray leaf = input.duplicate();
    leaf.setRequiresGradient(true);
    return leaf;
  }

  private NDArray backward(NDArray leaf, NDArray forward) {
    long[] columns = new long[targets.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = targets[i];
    }
    try (NDArray index = scope.create(columns, new Shape(columns.length, 1));
        NDArray explained = Gradients.with(() -> forward.gather(index, 1))) {
      Gradients.backward(explained);
    }
    NDArray result = leaf.getGradient();
    forward.close();
    leaf.close();
    return result;
  }

  static float[][] rows(float[] values, int rows) {
    float[][] split = new float[rows][values.length / rows];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(values, i * split[i].length, split[i], 0, split[i].length);
    }
    return split;
  }

  private static int[] targets(int[] wanted, float[][] logits) {
    int[] targets = wanted.clone();
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] == -1) {
        targets[i] = largest(logits[i]);
      }
    }
    return targets;
  }

  /** Index of the largest value, the first among equals. */
  static int largest(float[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      if (values[k] > values[best]) {
        best = k;
      }
    }
    return best;
  }
}
