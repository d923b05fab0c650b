package org.segmentattribution.benchmark;

import java.util.List;
import org.segmentattribution.statistics.Bootstrap;

/** First quartile, median and third quartile. */
record Quartiles(double first, double median, double third) {
  static Quartiles of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Quartiles(
        Bootstrap.percentile(sorted, 0.25),
        Bootstrap.percentile(sorted, 0.5),
        Bootstrap.percentile(sorted, 0.75));
  }
}
