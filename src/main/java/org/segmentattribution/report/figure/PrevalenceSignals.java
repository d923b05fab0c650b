package org.segmentattribution.report.figure;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The prevalences from which the shortcut shows, in the ranks and in the accuracies; NaN if it
 * never does.
 *
 * @param rank smallest prevalence from which the interval of the mean rank lies wholly on the side
 *     of rank 1 of the interval at the smallest measured prevalence
 * @param accuracy smallest prevalence from which the accuracies with and without watermark are at
 *     least {@link #GAP} apart
 */
public record PrevalenceSignals(double rank, double accuracy) {
  /** Five percentage points of accuracy. */
  public static final double GAP = 0.05;

  /** Finds both prevalences in the measured points, in any order. */
  public static PrevalenceSignals of(List<PrevalencePoint> points) {
    List<PrevalencePoint> sorted =
        points.stream().sorted(Comparator.comparingDouble(PrevalencePoint::prevalence)).toList();
    if (sorted.isEmpty()) {
      return new PrevalenceSignals(Double.NaN, Double.NaN);
    }
    double base = sorted.get(0).rank().low();
    return new PrevalenceSignals(
        onset(sorted, p -> p.rank().high() < base),
        onset(sorted, p -> Math.abs(p.watermarkedAccuracy() - p.cleanAccuracy()) >= GAP - 1e-9));
  }

  /** Returns the first prevalence of the unbroken run of points that reaches the last one. */
  private static double onset(List<PrevalencePoint> sorted, Predicate<PrevalencePoint> shows) {
    double onset = Double.NaN;
    for (int i = sorted.size() - 1; i >= 0 && shows.test(sorted.get(i)); i--) {
      onset = sorted.get(i).prevalence();
    }
    return onset;
  }
}
