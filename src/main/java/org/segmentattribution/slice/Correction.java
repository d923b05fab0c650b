package org.segmentattribution.slice;

import java.util.Locale;
import org.segmentattribution.statistics.Adjustment;

/** How p-values are adjusted for the number of tests. */
public enum Correction {
  /** Holm's procedure: the chance of a single false finding stays below the level. */
  HOLM,
  /** Benjamini and Hochberg's: the share of false findings does, where tests do not conflict. */
  BH;

  double[] of(double... p) {
    return this == HOLM ? Adjustment.holm(p) : Adjustment.benjaminiHochberg(p);
  }

  /** Returns the word in settings. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
