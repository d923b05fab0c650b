package org.segmentattribution.statistics.vote;

import java.util.Arrays;

/**
 * Ballots that rank some of the names, and how often one name is before another in them.
 *
 * @param ranks [ballots][names]; smaller is better, equal ones tie; NaN where a ballot lacks a name
 * @param missingLast whether a name that a ballot lacks comes after all that it has, where all
 *     missing ones tie; otherwise a ballot says nothing of it
 */
public record Ballots(double[][] ranks, boolean missingLast) {
  /** Largest number of names whose Kemeny order is found. */
  public static final int MOST_EXACT = 12;

  /** Returns whether a ballot has the first name before the second. */
  boolean before(double[] ballot, int first, int second) {
    return ballot[first] < ballot[second]
        || missingLast && !Double.isNaN(ballot[first]) && Double.isNaN(ballot[second]);
  }

  /** Returns whether a ballot compares two names. */
  boolean compares(double[] ballot, int first, int second) {
    return missingLast || !Double.isNaN(ballot[first]) && !Double.isNaN(ballot[second]);
  }

  /** Returns in how many ballots each name is before each other; [first][second]. */
  long[][] preferences() {
    int names = ranks.length == 0 ? 0 : ranks[0].length;
    long[][] before = new long[names][names];
    for (double[] ballot : ranks) {
      for (int a = 0; a < names; a++) {
        for (int b = 0; b < names; b++) {
          before[a][b] += before(ballot, a, b) ? 1 : 0;
        }
      }
    }
    return before;
  }

  /**
   * Returns the Borda count (de Borda 1784) of each name, as a share: which part of the other names
   * it is before, ties half, mean over the ballots that compare it with another. 1 = before all
   * others in all ballots, 0 = after them; NaN where no ballot compares it.
   */
  public double[] borda() {
    double[][] shares = shares();
    double[] means = new double[shares.length == 0 ? 0 : shares[0].length];
    for (int a = 0; a < means.length; a++) {
      int name = a;
      means[a] =
          Arrays.stream(shares)
              .mapToDouble(ballot -> ballot[name])
              .filter(share -> !Double.isNaN(share))
              .average()
              .orElse(Double.NaN);
    }
    return means;
  }

  /**
   * Returns which part of the other names each is before, ties half, in each ballot; NaN where a
   * ballot does not compare it; [ballots][names].
   */
  public double[][] shares() {
    double[][] shares = new double[ranks.length][];
    for (int i = 0; i < ranks.length; i++) {
      double[] ballot = ranks[i];
      shares[i] = new double[ballot.length];
      for (int a = 0; a < ballot.length; a++) {
        double won = 0;
        int others = 0;
        for (int b = 0; b < ballot.length; b++) {
          if (a != b && compares(ballot, a, b)) {
            others++;
            won += before(ballot, a, b) ? 1 : before(ballot, b, a) ? 0 : 0.5;
          }
        }
        boolean counts = others > 0 && (missingLast || !Double.isNaN(ballot[a]));
        shares[i][a] = counts ? won / others : Double.NaN;
      }
    }
    return shares;
  }

  /**
   * Returns the place of each name in one order, 1 = first: the Kemeny order (Kemeny 1959) of up to
   * {@link #MOST_EXACT} names, that of Schulze (2011) of more. Of several equally good orders, the
   * one with the smaller numbers of names in front. NaN for a name that no ballot compares with
   * another.
   */
  public double[] places() {
    long[][] before = preferences();
    int names = before.length;
    int[] compared = new int[names];
    int count = 0;
    for (int a = 0; a < names; a++) {
      boolean known = false;
      for (int b = 0; b < names; b++) {
        known |= a != b && isCompared(a, b);
      }
      if (known) {
        compared[count++] = a;
      }
    }
    long[][] part = new long[count][count];
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        part[a][b] = before[compared[a]][compared[b]];
      }
    }
    int[] order = names <= MOST_EXACT ? KemenyOrder.of(part) : SchulzeOrder.of(part);
    double[] places = new double[names];
    Arrays.fill(places, Double.NaN);
    for (int i = 0; i < count; i++) {
      places[compared[order[i]]] = i + 1;
    }
    return places;
  }

  private boolean isCompared(int a, int b) {
    for (double[] ballot : ranks) {
      if (compares(ballot, a, b)) {
        return true;
      }
    }
    return false;
  }
}
