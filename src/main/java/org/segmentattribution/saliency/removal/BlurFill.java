package org.segmentattribution.saliency.removal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.Supplier;
import org.segmentattribution.api.Mask;
import org.segmentattribution.model.engine.Gradients;

/**
 * A Gaussian mean of the pixels outside the region alone (normalised convolution), with a standard
 * deviation of a tenth of the short side. A blur of the whole picture would return a part of the
 * segment.
 *
 * @param scopes give a scope on the device that computes
 */
record BlurFill(Supplier<NDManager> scopes) implements Fill {
  private static final double DEVIATION = 0.1;

  /** Below this sum of weights, float32 has lost the Gaussian's tail; the mean is used there. */
  private static final float LEAST_WEIGHT = 1e-30f;

  @Override
  public String name() {
    return "blur";
  }

  @Override
  public float[] fill(ModelInput picture, Mask region, long seed) {
    float[] filled = picture.values().clone();
    Box box = Box.around(region);
    float[] sums = sums(picture, region, box);
    double[][] means = new double[1][];
    int plane = picture.height() * picture.width();
    int part = box.height() * box.width();
    region.forEach(
        (x, y) -> {
          int at = (y - box.top()) * box.width() + x - box.left();
          float weight = sums[picture.channels() * part + at];
          if (weight < LEAST_WEIGHT && means[0] == null) {
            means[0] = picture.means(region);
          }
          for (int c = 0; c < picture.channels(); c++) {
            filled[c * plane + y * picture.width() + x] =
                weight < LEAST_WEIGHT ? (float) means[0][c] : sums[c * part + at] / weight;
          }
        });
    return filled;
  }

  /** Returns weighted sums of the channels and of the weights themselves, [C + 1, box]. */
  private float[] sums(ModelInput picture, Mask region, Box box) {
    int planes = picture.channels() + 1;
    int height = picture.height();
    int width = picture.width();
    double sigma = DEVIATION * Math.min(height, width);
    try (NDManager scope = scopes.get()) {
      return Gradients.without(
          () -> {
            NDArray outside =
                scope.create(outside(picture, region), new Shape(planes * height, width));
            NDArray along =
                scope
                    .create(
                        weights(width, box.left(), box.width(), sigma),
                        new Shape(box.width(), width))
                    .transpose();
            NDArray down =
                scope.create(
                    weights(height, box.top(), box.height(), sigma),
                    new Shape(box.height(), height));
            NDArray rows = outside.matMul(along).reshape(planes, height, box.width());
            return down.matMul(rows).toFloatArray();
          });
    }
  }

  /** Returns the channels, and 1 in a further plane, with 0 in the region. */
  private static float[] outside(ModelInput picture, Mask region) {
    int plane = picture.height() * picture.width();
    float[] outside = Arrays.copyOf(picture.values(), picture.values().length + plane);
    Arrays.fill(outside, picture.values().length, outside.length, 1f);
    region.forEachRun(
        (from, to, y) -> {
          for (int c = 0; c <= picture.channels(); c++) {
            int row = c * plane + y * picture.width();
            Arrays.fill(outside, row + from, row + to, 0f);
          }
        });
    return outside;
  }

  /** Returns the weights of all pixels of a line for some of them, [count, size]. */
  private static float[] weights(int size, int from, int count, double sigma) {
    float[] byDistance = new float[size];
    for (int i = 0; i < size; i++) {
      byDistance[i] = (float) Math.exp(-i * i / (2 * sigma * sigma));
    }
    float[] weights = new float[count * size];
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < size; i++) {
        weights[k * size + i] = byDistance[Math.abs(from + k - i)];
      }
    }
    return weights;
  }

  /** The smallest box around a region. */
  private record Box(int left, int top, int width, int height) {
    static Box around(Mask region) {
      int[] box = {region.width(), region.height(), 0, 0};
      region.forEachRun(
          (from, to, y) -> {
            box[0] = Math.min(box[0], from);
            box[1] = Math.min(box[1], y);
            box[2] = Math.max(box[2], to);
            box[3] = Math.max(box[3], y + 1);
          });
      return new Box(box[0], box[1], box[2] - box[0], box[3] - box[1]);
    }
  }
}
