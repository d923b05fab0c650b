package org.segmentattribution.rating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.statistics.Bootstrap;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;

/**
 * Adds up the scores of images, and chooses.
 *
 * @param book scores of all candidates
 * @param checks of each method, by name
 * @param seed of the bootstrap and of the halves
 */
public record Rating(ScoreBook book, Map<String, MethodChecks> checks, long seed) {
  private static final double UNKNOWN_COST = Double.MAX_VALUE;

  /** Returns a row for each candidate; the ruler first. */
  public List<RatingRow> rows() {
    List<Candidate> candidates = book.candidates();
    List<Map<Against, RatingRow.Score>> scores = new ArrayList<>();
    candidates.forEach(candidate -> scores.add(new EnumMap<>(Against.class)));
    boolean[] other = otherHalf();
    for (Against against : Against.values()) {
      List<double[]> columns = candidates.stream().map(one -> book.of(one, against)).toList();
      Interval[] intervals = intervals(columns);
      for (int c = 0; c < columns.size(); c++) {
        double[] values = columns.get(c);
        int images = (int) Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
        scores
            .get(c)
            .put(
                against,
                new RatingRow.Score(
                    images, new Estimate(mean(values), intervals[c]), mean(only(values, other))));
      }
    }
    List<RatingRow> rows = new ArrayList<>();
    for (int c = 0; c < scores.size(); c++) {
      Candidate candidate = candidates.get(c);
      rows.add(new RatingRow(candidate, scores.get(c), checksOf(candidate)));
    }
    return rows;
  }

  private MethodChecks checksOf(Candidate candidate) {
    return checks.getOrDefault(candidate.method(), MethodChecks.NONE);
  }

  private boolean[] otherHalf() {
    boolean[] other = new Halves(seed).chosenOn(book.images());
    for (int i = 0; i < other.length; i++) {
      other[i] = !other[i];
    }
    return other;
  }

  /**
   * Chooses on one half of the images: the candidate with the best score, if its interval lies
   * above that of every other method; otherwise the cheapest method of those with a column whose
   * score lies within the interval of the best, by its best column.
   */
  public RatingChoice choice(Against against) {
    boolean[] first = new Halves(seed).chosenOn(book.images());
    List<Candidate> candidates =
        book.candidates().stream().filter(candidate -> !candidate.isRuler()).toList();
    List<double[]> columns =
        candidates.stream().map(candidate -> only(book.of(candidate, against), first)).toList();
    Interval[] intervals = intervals(columns);
    List<Ranked> order = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      Estimate score = new Estimate(mean(columns.get(c)), intervals[c]);
      if (!Double.isNaN(score.value())) {
        order.add(new Ranked(candidates.get(c), score));
      }
    }
    if (order.isEmpty()) {
      Estimate none = Estimate.NONE;
      RatingChoice.Size size = new RatingChoice.Size(none, false);
      return new RatingChoice(against, null, none, none, size, none, "no image has three segments");
    }
    order.sort(Comparator.comparingDouble((Ranked one) -> -one.score.value()));
    Ranked best = order.get(0);
    List<Ranked> within = order.stream().filter(one -> isWithin(one, best)).toList();
    Ranked taken =
        within.stream()
            .min(Comparator.comparingDouble((Ranked one) -> cost(one.candidate)))
            .orElse(best);
    return choice(against, taken, reason(within, taken), first);
  }

  /** A candidate with its score where it may be chosen. */
  private record Ranked(Candidate candidate, Estimate score) {}

  private static boolean isWithin(Ranked one, Ranked best) {
    return one == best || one.score.value() >= best.score.low();
  }

  private double cost(Candidate candidate) {
    double forwards = checksOf(candidate).forwards();
    return Double.isNaN(forwards) ? UNKNOWN_COST : forwards;
  }

  private static String reason(List<Ranked> within, Ranked taken) {
    long methods = within.stream().map(one -> one.candidate.method()).distinct().count();
    if (methods == 1) {
      return "the best score, above those of all other methods";
    }
    return taken == within.get(0)
        ? "the best score; no method within its interval is cheaper"
        : "the cheapest of " + methods + " methods within the interval of the best score";
  }

  private RatingChoice choice(Against against, Ranked taken, String reason, boolean[] first) {
    boolean[] other = otherHalf();
    double[] all = book.of(Ruler.size(taken.candidate.isAbsolute()), against);
    // where small segments do more, the opposite of the size is what must be beaten
    boolean opposite = mean(only(all, first)) < 0.5;
    double[] size = only(all, other);
    double[] scores = only(book.of(taken.candidate, against), other);
    double[] lead = new double[scores.length];
    for (int i = 0; i < lead.length; i++) {
      size[i] = opposite ? 1 - size[i] : size[i];
      lead[i] = scores[i] - size[i];
    }
    return new RatingChoice(
        against,
        taken.candidate,
        taken.score,
        estimate(scores),
        new RatingChoice.Size(estimate(size), opposite),
        estimate(lead),
        reason);
  }

  private Estimate estimate(double[] values) {
    return new Estimate(mean(values), intervals(List.of(values))[0]);
  }

  /** Returns the interval of each column's mean over images. */
  private Interval[] intervals(List<double[]> columns) {
    double[][] rows = new double[book.images().size()][columns.size()];
    for (int c = 0; c < columns.size(); c++) {
      for (int i = 0; i < rows.length; i++) {
        rows[i][c] = columns.get(c)[i];
      }
    }
    Interval[] intervals = Bootstrap.seeded(seed).means(rows);
    if (intervals.length == columns.size()) {
      return intervals;
    }
    Interval[] none = new Interval[columns.size()];
    Arrays.fill(none, Interval.NONE);
    return none;
  }

  private static double[] only(double[] values, boolean[] images) {
    double[] some = values.clone();
    for (int i = 0; i < some.length; i++) {
      some[i] = images[i] ? some[i] : Double.NaN;
    }
    return some;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
  }
}
