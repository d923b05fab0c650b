package org.segmentattribution.table.importance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    if (this == KEMENY) {
      double[][] ranked =
          Arrays.stream(tables.ranks()).filter(Importance::isRanked).toArray(double[][]::new);
      return ranked.length == 0
          ? none(tables.names().size())
          : new Ballots(ranked, !relative).places();
    }
    int[] once = new int[tables.classes().size()];
    Arrays.fill(once, 1);
    return counted(tables, relative).numbers(once);
  }

  /** Prepares tables for this number; not of {@link #KEMENY}. */
  CountedTables counted(WholeTables tables, boolean relative) {
    return CountedTables.of(CountedTables.Kind.valueOf(name()), tables, relative);
  }

  /** Returns whether a table orders segments. */
  public static boolean isRanked(double[] table) {
    return CountedTables.isRanked(table);
  }

  private static double[] none(int names) {
    double[] none = new double[names];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  /** Returns whether it has intervals: an order of all segments has none. */
  public boolean hasIntervals() {
    return this != KEMENY;
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
