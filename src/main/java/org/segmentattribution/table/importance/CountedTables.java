package org.segmentattribution.table.importance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.segmentattribution.statistics.vote.Ballots;

/**
 * Computes numbers of segments where each table counts so many times, as in a resample. What does
 * not depend on the times is computed once.
 */
final class CountedTables {
  /** What is computed; each has its formula in the value of {@code Importance} of this name. */
  enum Kind {
    MEDIAN,
    TRIMMED_MEAN,
    LIME,
    AVERAGE,
    HOMOGENEITY,
    BORDA
  }

  /** Share of the tables that a trimmed mean leaves out at each end. */
  private static final double TRIMMED = 0.1;

  private final Kind what;
  private final double[][] columns; // by name; NaN where a table does not count
  private final int[][] ascending; // of MEDIAN and TRIMMED_MEAN: tables that count, by value
  private final int[] classes; // number of the class of each table

  private CountedTables(Kind what, double[][] columns, int[][] ascending, int[] classes) {
    this.what = what;
    this.columns = columns;
    this.ascending = ascending;
    this.classes = classes;
  }

  /** Prepares the tables. */
  static CountedTables of(Kind what, WholeTables tables, boolean relative) {
    double[][] values = tables.attributions();
    if (what == Kind.BORDA) {
      values = new Ballots(tables.ranks(), !relative).shares();
      for (int i = 0; i < values.length; i++) {
        values[i] = isRanked(tables.ranks()[i]) ? values[i] : none(values[i].length);
      }
    }
    double[][] columns = new double[tables.names().size()][];
    int[][] ascending = new int[columns.length][];
    for (int k = 0; k < columns.length; k++) {
      int name = k;
      boolean zero = !relative && (what == Kind.MEDIAN || what == Kind.TRIMMED_MEAN);
      columns[k] =
          Arrays.stream(values)
              .mapToDouble(table -> zero && Double.isNaN(table[name]) ? 0 : table[name])
              .toArray();
      ascending[k] = ascending(columns[k]);
    }
    List<String> names = List.copyOf(new TreeSet<>(tables.classes()));
    return new CountedTables(
        what, columns, ascending, tables.classes().stream().mapToInt(names::indexOf).toArray());
  }

  /** Returns whether a table orders segments. */
  static boolean isRanked(double[] table) {
    return Arrays.stream(table).anyMatch(rank -> !Double.isNaN(rank));
  }

  private static double[] none(int names) {
    double[] none = new double[names];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  private static int[] ascending(double[] column) {
    return IntStream.range(0, column.length)
        .filter(i -> !Double.isNaN(column[i]))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> column[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Returns the number of each name; NaN where there is none.
   *
   * @param times how often each table counts
   */
  double[] numbers(int[] times) {
    double[] numbers = new double[columns.length];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] =
          switch (what) {
            case MEDIAN -> middle(k, times, 0.5);
            case TRIMMED_MEAN -> middle(k, times, TRIMMED);
            case AVERAGE -> mean(k, times, true);
            case BORDA -> mean(k, times, false);
            default -> Math.sqrt(sum(k, times));
          };
    }
    return what == Kind.HOMOGENEITY ? weighted(numbers, times) : numbers;
  }

  /** Returns the mean without a share at each end; of a half, the median. */
  private double middle(int name, int[] times, double share) {
    int count = 0;
    for (int i : ascending[name]) {
      count += times[i];
    }
    int cut = share < 0.5 ? (int) (share * count) : (count - 1) / 2;
    int last = count - cut;
    double sum = 0;
    int from = 0;
    for (int i : ascending[name]) {
      int kept = Math.min(from + times[i], last) - Math.max(from, cut);
      if (kept > 0) {
        sum += kept * columns[name][i];
      }
      from += times[i];
    }
    return count == 0 ? Double.NaN : sum / (last - cut);
  }

  private double mean(int name, int[] times, boolean positive) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      double value = columns[name][i];
      if (positive ? value > 0 : !Double.isNaN(value)) {
        sum += times[i] * value;
        count += times[i];
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private double sum(int name, int[] times) {
    double sum = 0;
    for (int i = 0; i < times.length; i++) {
      double value = columns[name][i];
      sum += Double.isNaN(value) ? 0 : times[i] * value;
    }
    return sum;
  }

  /**
   * Weights by 1 − (H − least H) ÷ (largest H − least H), where H is the entropy over classes of
   * the segment's square root of summed attribution in each class, as a share of all classes. Equal
   * entropies leave all as they are.
   */
  private double[] weighted(double[] lime, int[] times) {
    int groups = Arrays.stream(classes).max().orElse(-1) + 1;
    double[] entropies = new double[lime.length];
    for (int k = 0; k < lime.length; k++) {
      double[] of = new double[groups];
      for (int i = 0; i < times.length; i++) {
        double value = columns[k][i];
        of[classes[i]] += Double.isNaN(value) ? 0 : times[i] * value;
      }
      entropies[k] = entropy(Arrays.stream(of).map(Math::sqrt).toArray());
    }
    double least = Arrays.stream(entropies).filter(h -> !Double.isNaN(h)).min().orElse(0);
    double most = Arrays.stream(entropies).filter(h -> !Double.isNaN(h)).max().orElse(0);
    double[] weighted = new double[lime.length];
    for (int k = 0; k < lime.length; k++) {
      double weight = most > least ? 1 - (entropies[k] - least) / (most - least) : 1;
      weighted[k] = Double.isNaN(entropies[k]) ? Double.NaN : weight * lime[k];
    }
    return weighted;
  }

  private static double entropy(double[] parts) {
    double whole = 0;
    for (double part : parts) {
      whole += part;
    }
    double entropy = 0;
    for (double part : parts) {
      entropy -= part > 0 ? part / whole * Math.log(part / whole) : 0;
    }
    return whole > 0 ? entropy : Double.NaN;
  }
}
