package org.segmentattribution.statistics;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** The distribution of the range of k independent standard normal values, for Nemenyi's test. */
final class StudentizedRange {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private StudentizedRange() {}

  /**
   * Returns the range that is exceeded with probability alpha, for infinitely many degrees of
   * freedom.
   */
  static double quantile(int k, double alpha) {
    return new BrentSolver(1e-10)
        .solve(1000, range -> probability(k, range) - (1 - alpha), 1e-6, 20);
  }

  private static double probability(int k, double range) {
    UnivariateFunction density =
        z ->
            k
                * NORMAL.density(z)
                * Math.pow(
                    NORMAL.cumulativeProbability(z) - NORMAL.cumulativeProbability(z - range),
                    k - 1);
    return new IterativeLegendreGaussIntegrator(16, 1e-9, 1e-12)
        .integrate(100_000, density, -9, 9 + range);
  }
}
