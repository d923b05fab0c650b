package org.segmentattribution.saliency.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.saliency.InputArray;

/**
 * Makes unit normal values for each sample: from a seed, equal for all images, or from a file.
 *
 * @param seed of the generator
 * @param array samples x C x H x W, or samples x N x C x H x W for N images; null = the generator
 */
public record UnitNoise(long seed, InputArray array) {

  /** Returns the noise of one sample, [1, C, H, W] or [n, C, H, W]. */
  NDArray of(NDArray images, int firstImage, int sample) {
    if (array == null) {
      return generated(images, sample);
    }
    int perSample = Math.toIntExact(array.blocks() / array.shape()[0]);
    int count = perSample == 1 ? 1 : Math.toIntExact(images.getShape().get(0));
    int from = sample * perSample + (perSample == 1 ? 0 : firstImage);
    if (sample >= array.shape()[0] || (perSample > 1 && firstImage + count > perSample)) {
      throw new WrongInput(
          array.file()
              + ": shape "
              + Arrays.toString(array.shape())
              + " has too few samples or images");
    }
    return array.blocks(images, from, count);
  }

  private NDArray generated(NDArray images, int sample) {
    Shape one = new Shape(1).addAll(images.getShape().slice(1));
    SplittableRandom random = SampledGradients.random(seed, sample);
    float[] values = new float[Math.toIntExact(one.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return images.getManager().create(values, one);
  }
}
