package org.segmentattribution.saliency.removal;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.ConjugateGradient;
import org.apache.commons.math3.linear.RealLinearOperator;
import org.apache.commons.math3.linear.RealVector;
import org.segmentattribution.api.Mask;

/**
 * Noisy linear imputation (ROAD: Rong, Leemann, Borisov, Kasneci, Kasneci 2022): each missing pixel
 * is the weighted mean of its eight neighbours, 1/6 straight and 1/12 diagonal, which gives one
 * sparse system for a region. Beyond the frame there are no neighbours, and the other weights count
 * as whole. Gaussian noise of 0.01 of the range is added.
 */
record LinearFill() implements Fill {
  private static final double NOISE = 0.01;
  private static final double RESIDUAL = 1e-8;

  private static final int[][] STEPS = {
    {0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}
  };

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public float[] fill(ModelInput picture, Mask region, long seed) {
    float[] filled = picture.values().clone();
    Equations system = new Equations(region);
    SplittableRandom random = new SplittableRandom(seed);
    ConjugateGradient solver =
        new ConjugateGradient(10 * system.pixels.length + 100, RESIDUAL, false);
    int plane = picture.height() * picture.width();
    double[] means = picture.means(region);
    for (int c = 0; c < picture.channels(); c++) {
      RealVector start = new ArrayRealVector(system.pixels.length, means[c]);
      double[] found =
          solver.solveInPlace(system, null, system.known(picture, c * plane), start).toArray();
      for (int k = 0; k < found.length; k++) {
        filled[c * plane + system.pixels[k]] =
            (float) (found[k] + NOISE * picture.ranges()[c] * random.nextGaussian());
      }
    }
    return filled;
  }

  /** The equations of a region: symmetric and positive definite, so conjugate gradients apply. */
  private static final class Equations extends RealLinearOperator {
    private final Mask region;
    private final int[] pixels;

    /** For each missing pixel and step: its number, -1 for a known pixel, -2 beyond the frame. */
    private final int[] neighbours;

    private final double[] whole;

    Equations(Mask region) {
      this.region = region;
      pixels = new int[region.area()];
      int[] numbers = new int[region.width() * region.height()];
      Arrays.fill(numbers, -1);
      int[] next = {0};
      region.forEach(
          (x, y) -> {
            pixels[next[0]] = y * region.width() + x;
            numbers[y * region.width() + x] = next[0]++;
          });
      neighbours = new int[pixels.length * STEPS.length];
      whole = new double[pixels.length];
      for (int k = 0; k < pixels.length; k++) {
        for (int s = 0; s < STEPS.length; s++) {
          int at = at(pixels[k], s);
          neighbours[k * STEPS.length + s] = at < 0 ? -2 : numbers[at];
          whole[k] += at < 0 ? 0 : weight(s);
        }
      }
    }

    private static double weight(int step) {
      return step < 4 ? 1 / 6.0 : 1 / 12.0;
    }

    /** Returns the pixel one step away; -1 beyond the frame. */
    private int at(int pixel, int step) {
      int x = pixel % region.width() + STEPS[step][0];
      int y = pixel / region.width() + STEPS[step][1];
      boolean inside = x >= 0 && x < region.width() && y >= 0 && y < region.height();
      return inside ? y * region.width() + x : -1;
    }

    RealVector known(ModelInput picture, int plane) {
      double[] sums = new double[pixels.length];
      for (int k = 0; k < sums.length; k++) {
        for (int s = 0; s < STEPS.length; s++) {
          if (neighbours[k * STEPS.length + s] == -1) {
            sums[k] += weight(s) * picture.values()[plane + at(pixels[k], s)];
          }
        }
      }
      return new ArrayRealVector(sums, false);
    }

    @Override
    public int getRowDimension() {
      return pixels.length;
    }

    @Override
    public int getColumnDimension() {
      return pixels.length;
    }

    @Override
    public RealVector operate(RealVector vector) {
      double[] x = vector.toArray();
      double[] y = new double[x.length];
      for (int k = 0; k < y.length; k++) {
        y[k] = whole[k] * x[k];
        for (int s = 0; s < STEPS.length; s++) {
          int neighbour = neighbours[k * STEPS.length + s];
          y[k] -= neighbour < 0 ? 0 : weight(s) * x[neighbour];
        }
      }
      return new ArrayRealVector(y, false);
    }
  }
}
