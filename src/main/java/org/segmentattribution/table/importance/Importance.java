package org.segmentattribution.table.importance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.segmentattribution.statistics.vote.Ballots;

/**
 * One number a segment, from all tables of a group. Those of van der Linden, Haned and Kanoulas
 * (2019), "Global Aggregations of Local Explanations for Black Box models", take the mean
 * attribution of a segment in a table as the weight of a feature in an explanation.
 */
public enum Importance {
  /** Median of the mean attribution. */
  MEDIAN("median", "median_attribution", true, false),
  /** Mean of the mean attribution without the tenth of the tables at each end. */
  TRIMMED_MEAN("trimmed_mean", "trimmed_mean_attribution", true, false),
  /** Square root of the summed mean attribution (Ribeiro, Singh and Guestrin 2016, SP-LIME). */
  LIME("lime", "lime_importance", false, false),
  /** Mean over the tables in which the mean attribution is not 0. */
  AVERAGE("average", "average_importance", false, false),
  /** {@link #LIME}, less for segments that are as important to every class. */
  HOMOGENEITY("homogeneity", "homogeneity_importance", false, false),
  /** Which part of the other segments it is before. */
  BORDA("borda", "borda", true, false),
  /** Place in the order that contradicts the fewest tables; of many segments, Schulze's order. */
  KEMENY("kemeny", "kemeny_rank", true, true);

  /** Share of the tables that a trimmed mean leaves out at each end. */
  static final double TRIMMED = 0.1;

  private final String text;
  private final String column;
  private final boolean twofold;
  private final boolean lowerBetter;

  Importance(String text, String column, boolean twofold, boolean lowerBetter) {
    this.text = text;
    this.column = column;
    this.twofold = twofold;
    this.lowerBetter = lowerBetter;
  }

  /** Returns its name in settings. */
  public String text() {
    return text;
  }

  /** Returns its name in columns. */
  public String column() {
    return column;
  }

  /** Returns whether it differs over the tables with the segment and over all tables. */
  public boolean isTwofold() {
    return twofold;
  }

  /** Returns whether the smallest value is first. */
  public boolean isLowerBetter() {
    return lowerBetter;
  }

  /** Returns whether it needs more than a segment's own attributions. */
  public boolean comparesSegments() {
    return this == HOMOGENEITY || this == BORDA || this == KEMENY;
  }

  /** Returns all names. */
  public static List<String> texts() {
    return Arrays.stream(values()).map(Importance::text).toList();
  }

  /** Returns what has this name; empty where nothing has. */
  public static Optional<Importance> named(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(values()).filter(value -> value.text.equals(wanted)).findFirst();
  }

  /**
   * Returns the number of each segment; NaN where there is none.
   *
   * @param relative whether only the tables with the segment count; in the others it has the
   *     attribution 0 and comes after all that they have
   */
  public double[] of(WholeTables tables, boolean relative) {
    if (this == BORDA || this == KEMENY) {
      double[][] ranked =
          Arrays.stream(tables.ranks())
              .filter(table -> Arrays.stream(table).anyMatch(rank -> !Double.isNaN(rank)))
              .toArray(double[][]::new);
      Ballots ballots = new Ballots(ranked, !relative);
      double[] all = this == BORDA ? ballots.borda() : ballots.places();
      return ranked.length == 0 ? none(tables.names().size()) : all;
    }
    double[] numbers = new double[tables.names().size()];
    for (int k = 0; k < numbers.length; k++) {
      int column = k;
      double[] given =
          Arrays.stream(tables.attributions()).mapToDouble(table -> table[column]).toArray();
      numbers[k] = of(given, relative);
    }
    return this == HOMOGENEITY ? weighted(numbers, tables) : numbers;
  }

  private static double[] none(int names) {
    double[] none = new double[names];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  private double of(double[] given, boolean relative) {
    double[] counted =
        relative
            ? Arrays.stream(given).filter(value -> !Double.isNaN(value)).toArray()
            : Arrays.stream(given).map(value -> Double.isNaN(value) ? 0 : value).toArray();
    return switch (this) {
      case MEDIAN -> median(counted);
      case TRIMMED_MEAN -> trimmedMean(counted);
      case AVERAGE -> average(counted);
      default -> Math.sqrt(sum(counted));
    };
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length == 0
        ? Double.NaN
        : sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double trimmedMean(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int cut = (int) (TRIMMED * sorted.length);
    double[] kept = Arrays.copyOfRange(sorted, cut, sorted.length - cut);
    return kept.length == 0 ? Double.NaN : sum(kept) / kept.length;
  }

  private static double average(double[] values) {
    long counted = Arrays.stream(values).filter(value -> value > 0).count();
    return counted == 0 ? Double.NaN : sum(values) / counted;
  }

  /** Adds in order: a stream would add otherwise, and the last digit would differ. */
  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /**
   * Weights by 1 − (H − least H) ÷ (largest H − least H), where H is the entropy over classes of
   * the segment's square root of summed attribution in each class, as a share of all classes. Equal
   * entropies leave all as they are.
   */
  private static double[] weighted(double[] lime, WholeTables tables) {
    Map<String, double[]> sums = new TreeMap<>();
    for (int i = 0; i < tables.classes().size(); i++) {
      double[] of = sums.computeIfAbsent(tables.classes().get(i), c -> new double[lime.length]);
      for (int k = 0; k < lime.length; k++) {
        double value = tables.attributions()[i][k];
        of[k] += Double.isNaN(value) ? 0 : value;
      }
    }
    double[] entropies = new double[lime.length];
    for (int k = 0; k < lime.length; k++) {
      int column = k;
      double[] roots = sums.values().stream().mapToDouble(of -> Math.sqrt(of[column])).toArray();
      entropies[k] = entropy(roots);
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
    double whole = sum(parts);
    double entropy = 0;
    for (double part : parts) {
      entropy -= part > 0 ? part / whole * Math.log(part / whole) : 0;
    }
    return whole > 0 ? entropy : Double.NaN;
  }

  /** Returns how {@link #KEMENY} orders these segments: {@code exact}, or {@code schulze}. */
  public static String solver(WholeTables tables) {
    return tables.names().size() <= Ballots.MOST_EXACT ? "exact" : "schulze";
  }

  /** Returns the numbers by segment. */
  public Map<String, Double> byName(WholeTables tables, boolean relative) {
    Map<String, Double> named = new LinkedHashMap<>();
    double[] numbers = of(tables, relative);
    for (int k = 0; k < numbers.length; k++) {
      named.put(tables.names().get(k), numbers[k]);
    }
    return named;
  }
}
