package org.segmentattribution.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the notes of a comparison: what a reader must know, one line each. */
final class CriticalDifferenceNotes {
  private static final int FEW_IMAGES = 6;

  private CriticalDifferenceNotes() {}

  static List<String> of(
      double[][] values,
      int[] order,
      Friedman friedman,
      boolean passed,
      List<DifferencePair> pairs,
      List<DifferenceBar> bars,
      CriticalDifferenceOptions options) {
    List<String> notes = new ArrayList<>();
    int k = order.length;
    if (values.length < FEW_IMAGES) {
      notes.add("only " + values.length + " images: hardly anything can be significant");
    }
    if (k == 1) {
      notes.add("one name alone: nothing to compare");
      return List.copyOf(notes);
    }
    if (k == 2) {
      notes.add("two names: one test at alpha, without Friedman's gate");
    } else if (!passed) {
      notes.add(
          Double.isNaN(friedman.pValue())
              ? "Friedman's test is not defined, all values of each image are equal: one bar"
              : String.format(
                  Locale.ROOT,
                  "the gate is not passed (Friedman p = %.3g): one bar over all names",
                  friedman.pValue()));
    } else if (bars.isEmpty()) {
      notes.add("all neighbours differ");
    }
    long identical =
        pairs.stream()
            .filter(p -> p.test().method() == WilcoxonSignedRank.Method.IDENTICAL)
            .count();
    if (identical > 0) {
      notes.add(identical + " pairs of names have the same value in every image: p = 1");
    }
    double threshold = options.threshold(k);
    long hopeless =
        pairs.stream()
            .filter(p -> p.test().nonzero() > 0)
            .filter(p -> Math.pow(2, -p.test().nonzero()) > threshold)
            .count();
    if (hopeless > 0) {
      notes.add(
          hopeless
              + " pairs differ in too few images to be significant whatever the values: the"
              + " smallest one-sided p of m images that differ is 1/2 to the m");
    }
    long outside = passed ? pairs.stream().filter(p -> isWithoutBar(p, bars)).count() : 0;
    if (outside > 0) {
      notes.add(
          outside + " pairs are not different but share no bar, for one between them differs");
    }
    return List.copyOf(notes);
  }

  private static boolean isWithoutBar(DifferencePair pair, List<DifferenceBar> bars) {
    return !pair.different()
        && bars.stream().noneMatch(bar -> bar.first() <= pair.a() && pair.b() <= bar.last());
  }
}
