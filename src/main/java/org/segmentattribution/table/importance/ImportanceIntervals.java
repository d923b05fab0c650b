package org.segmentattribution.table.importance;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Interval;

/**
 * 95 % percentile bootstrap intervals of an {@link Importance}: whole images are drawn, with all
 * their tables.
 *
 * @param resamples number of resamples
 * @param seed of the draws
 */
public record ImportanceIntervals(int resamples, long seed) {
  /** Largest number of tables with all resamples; of more, intervals are narrow. */
  private static final int MANY = 5000;

  private static final int FEW_RESAMPLES = 200;

  /** Returns 2,000 resamples. */
  public static ImportanceIntervals seeded(long seed) {
    return new ImportanceIntervals(2000, seed);
  }

  /**
   * Returns the interval of each name; none for a name in fewer than {@link Interval#FEWEST}
   * images.
   *
   * @param relative whether only the tables with the segment count
   */
  public Map<String, Interval> of(Importance what, WholeTables tables, boolean relative) {
    CountedTables counted = what.counted(tables, relative);
    int images = Arrays.stream(tables.images()).max().orElse(-1) + 1;
    int draws = tables.classes().size() > MANY ? Math.min(FEW_RESAMPLES, resamples) : resamples;
    double[][] drawn = new double[tables.names().size()][draws];
    int[] next = {0};
    new Bootstrap(draws, seed)
        .draws(
            images,
            times -> {
              int[] of = Arrays.stream(tables.images()).map(image -> times[image]).toArray();
              double[] numbers = counted.numbers(of);
              for (int k = 0; k < numbers.length; k++) {
                drawn[k][next[0]] = numbers[k];
              }
              next[0]++;
            });
    Map<String, Interval> intervals = new HashMap<>();
    for (int k = 0; k < drawn.length; k++) {
      if (images(tables, k) < Interval.FEWEST) {
        intervals.put(tables.names().get(k), Interval.NONE);
        continue;
      }
      double[] sorted = Arrays.stream(drawn[k]).filter(v -> !Double.isNaN(v)).sorted().toArray();
      intervals.put(
          tables.names().get(k),
          new Interval(
              Bootstrap.percentile(sorted, 0.025),
              Bootstrap.percentile(sorted, 0.975),
              draws - sorted.length));
    }
    return intervals;
  }

  private static long images(WholeTables tables, int name) {
    return IntStream.range(0, tables.images().length)
        .filter(i -> !Double.isNaN(tables.attributions()[i][name]))
        .map(i -> tables.images()[i])
        .distinct()
        .count();
  }
}
