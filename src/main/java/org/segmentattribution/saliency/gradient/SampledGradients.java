package org.segmentattribution.saliency.gradient;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.segmentattribution.saliency.ExplainedBatch;

/**
 * Weighted sums of gradients at several points for each image. Images and points form one long row
 * of inputs, cut into passes of equal size; an image has one class at all its points.
 */
final class SampledGradients {
  private final float[] weights;
  private final PostProcessing post;

  /**
   * Prepares sums over one point for each weight.
   *
   * @param post function applied to each gradient before it is weighted
   */
  SampledGradients(float[] weights, PostProcessing post) {
    this.weights = weights.clone();
    this.post = post;
  }

  /** Returns equal weights that sum to 1. */
  static SampledGradients mean(int samples, PostProcessing post) {
    float[] weights = new float[samples];
    Arrays.fill(weights, 1f / samples);
    return new SampledGradients(weights, post);
  }

  /**
   * Returns the random numbers of a sample, which do not depend on how samples are cut into passes.
   */
  static SplittableRandom random(long seed, int sample) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + sample);
  }

  /** Makes the points. */
  @FunctionalInterface
  interface Points {
    /**
     * Returns point number {@code sample} of each image.
     *
     * @param images [n, C, H, W]; new arrays live in its manager
     * @param firstImage number of the first of them among all given images
     */
    Point at(NDArray images, int firstImage, int sample);
  }

  /**
   * A point at which gradients are computed.
   *
   * @param input [n, C, H, W]
   * @param factor factor of the gradient, in the shape of the input; null for 1
   */
  record Point(NDArray input, NDArray factor) {}

  /** Returns Σ weight · factor · post(gradient), [N, C, H, W]. */
  NDArray sum(ExplainedBatch batch, Points points) {
    NDList blocks = new NDList();
    int images = batch.size();
    int size = Math.min(images, batch.passSize());
    for (int from = 0; from < images; from += size) {
      try {
        blocks.add(block(batch, points, from, Math.min(size, images - from)));
      } catch (EngineException e) {
        // a smaller pass from here on; the sum so far is kept
        batch.halvePass(e);
        size = Math.min(size, batch.passSize());
        from -= size;
      }
    }
    try (blocks) {
      return NDArrays.concat(blocks, 0);
    }
  }

  private NDArray block(ExplainedBatch batch, Points points, int from, int images) {
    NDArray sum = null;
    int together = Math.max(1, batch.passSize() / images);
    for (int sample = 0; sample < weights.length; sample += together) {
      int count = Math.min(together, weights.length - sample);
      try (NDManager scope = batch.input().getManager().newSubManager()) {
        NDArray part = pass(batch, points, scope, from, images, sample, count);
        if (sum == null) {
          sum = part;
          sum.attach(batch.input().getManager());
        } else {
          sum.addi(part);
        }
      }
    }
    return sum;
  }

  private NDArray pass(
      ExplainedBatch batch,
      Points points,
      NDManager scope,
      int from,
      int images,
      int sample,
      int count) {
    NDArray own = batch.input().get(new NDIndex("{}:{}", from, from + images));
    own.attach(scope);
    int[] classes = new int[images * count];
    NDList inputs = new NDList();
    NDList factors = new NDList();
    for (int k = 0; k < count; k++) {
      Point point = points.at(own, batch.firstImage() + from, sample + k);
      inputs.add(point.input());
      if (point.factor() != null) {
        factors.add(point.factor());
      }
      System.arraycopy(batch.targets(), from, classes, k * images, images);
    }
    NDArray gradient = post.apply(batch.gradient(NDArrays.concat(inputs, 0), classes));
    NDArray terms = factors.isEmpty() ? gradient : gradient.mul(NDArrays.concat(factors, 0));
    Shape one = own.getShape();
    float[] weight = Arrays.copyOfRange(weights, sample, sample + count);
    return terms
        .reshape(new Shape(count).addAll(one))
        .mul(scope.create(weight, new Shape(count, 1, 1, 1, 1)))
        .sum(new int[] {0});
  }
}
