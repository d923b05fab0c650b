package org.segmentattribution.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import org.segmentattribution.api.Mask;
import org.segmentattribution.model.engine.Gradients;
import org.segmentattribution.model.engine.NativeArrays;

/**
 * Makes gradients on a segment cost ("right for the right reasons"; Ross, Hughes, Doshi-Velez
 * 2017): the cosine of |gradient| and mask, of pictures with a mask, is added to the loss. The
 * gradient is that of the margin, the label's logit minus the mean of the others.
 *
 * <p>The cosine's derivative in the weights needs a second derivative. The engine can record one
 * (create_graph), but then each step leaves its arrays in memory: the gradients of the leaves hold
 * their own graph, and DJL has no call that removes them. So it is computed as a derivative along a
 * direction: with v, the cosine's derivative in the gradient, it is the derivative in the weights
 * of (margin(x + hv) - margin(x - hv)) / 2h. This is exact where the network is linear between
 * both.
 *
 * @param strength factor of the cosine, at least 0
 */
public record RightReasons(double strength) {
  /** Length of a step in the input, for each root of the number of its values. */
  private static final double STEP = 1e-3;

  private static final double TINY = 1e-12;

  /**
   * Where to look, and how much it counts.
   *
   * @param plus the pictures moved along the direction
   * @param minus the pictures moved against it
   * @param weights one for each picture; 0 without a mask
   */
  private record Probe(NDArray plus, NDArray minus, NDArray weights) {}

  /**
   * A network and the pictures of a step.
   *
   * @param logits gives [N, classes]
   * @param leaves its weights
   */
  record Pass(
      UnaryOperator<NDArray> logits,
      int classes,
      List<LabelledImage> batch,
      List<NDArray> leaves) {}

  /**
   * Returns a term whose derivative in the weights is that of the cosine; null where no picture of
   * the step has a mask. Call it under {@link Gradients#with}, before the loss is differentiated.
   *
   * @param x the pictures, [N, C, H, W]
   */
  NDArray term(NDArray x, Pass pass, NDManager scope) {
    if (pass.batch.stream().allMatch(image -> image.avoided() == null)) {
      return null;
    }
    NDArray signs = signs(pass.batch, scope, pass.classes);
    Probe probe = Gradients.without(() -> probe(x, gradient(x, pass, signs), pass, scope));
    NDArray up = margins(pass.logits.apply(probe.plus), signs);
    NDArray down = margins(pass.logits.apply(probe.minus), signs);
    return up.sub(down).mul(probe.weights).sum();
  }

  /** Returns the gradient of the margins in the pictures; those of the weights are cleared. */
  private static NDArray gradient(NDArray x, Pass pass, NDArray signs) {
    NDArray leaf = x.duplicate();
    leaf.setRequiresGradient(true);
    NDArray sum = Gradients.with(() -> margins(pass.logits.apply(leaf), signs).sum());
    Gradients.backward(sum);
    pass.leaves.forEach(Gradients::clear);
    return leaf.getGradient();
  }

  private Probe probe(NDArray x, NDArray gradient, Pass pass, NDManager scope) {
    long count = x.getShape().get(0);
    int[] each = {1, 2, 3};
    NDArray mask = masks(x, pass.batch, scope);
    NDArray length = norm(gradient, each);
    NDArray size = norm(mask, each);
    NDArray cosine = gradient.abs().mul(mask).sum(each, true).div(length.mul(size));
    NDArray direction =
        gradient
            .sign()
            .mul(mask)
            .div(length.mul(size))
            .sub(gradient.mul(cosine).div(length.square()));
    NDArray reach = norm(direction, each);
    double step = STEP * Math.sqrt((double) x.size() / count);
    NDArray moved = direction.div(reach).mul(step);
    float[] weights = reach.mul(strength / (2 * step * count)).toFloatArray();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = pass.batch.get(i).avoided() == null ? 0 : weights[i];
    }
    return new Probe(x.add(moved), x.sub(moved), copied(scope, weights, new Shape(weights.length)));
  }

  private static NDArray norm(NDArray array, int[] axes) {
    return array.square().sum(axes, true).add(TINY).sqrt();
  }

  private static NDArray masks(NDArray x, List<LabelledImage> batch, NDManager scope) {
    Shape shape = x.getShape();
    int channels = (int) shape.get(1);
    int plane = (int) (shape.get(2) * shape.get(3));
    float[] values = new float[batch.size() * channels * plane];
    for (int i = 0; i < batch.size(); i++) {
      Mask mask = batch.get(i).avoided();
      int from = i * channels * plane;
      if (mask != null) {
        mask.forEach(
            (column, row) -> {
              for (int c = 0; c < channels; c++) {
                values[from + c * plane + row * mask.width() + column] = 1;
              }
            });
      }
    }
    return copied(scope, values, shape);
  }

  /** Returns 1 for the label and -1 / (classes - 1) for the others, [N, classes]. */
  private static NDArray signs(List<LabelledImage> batch, NDManager scope, long classes) {
    float[] signs = new float[(int) (batch.size() * classes)];
    for (int i = 0; i < batch.size(); i++) {
      for (int k = 0; k < classes; k++) {
        signs[(int) (i * classes + k)] = k == batch.get(i).label() ? 1 : -1 / (float) (classes - 1);
      }
    }
    return copied(scope, signs, new Shape(batch.size(), classes));
  }

  private static NDArray margins(NDArray logits, NDArray signs) {
    return logits.mul(signs).sum(new int[] {1});
  }

  private static NDArray copied(NDManager scope, float[] values, Shape shape) {
    return NativeArrays.numbers(scope, values, shape);
  }
}
