package org.segmentattribution.analysis.cof;

import java.util.Comparator;
import java.util.List;
import org.segmentattribution.effect.CofRow;
import org.segmentattribution.effect.CofTable;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.statistics.WilsonInterval;

/**
 * Whether table and counterfactuals of a class name the same segment. They disagree where another
 * segment than the table's first is in more counterfactuals, and the 95 % intervals (Wilson) of the
 * two frequencies do not overlap.
 *
 * @param answer the verdict
 * @param most the segment in most counterfactuals; null where there are none
 * @param first the segment that the table puts first; null where it names none
 */
record CofVerdict(Answer answer, CofRow most, CofRow first) {
  /** Verdicts. */
  enum Answer {
    /** Too few counterfactuals, or the table names no segment. */
    UNKNOWN,
    /** Both name one segment. */
    AGREES,
    /** They name two, by chance perhaps. */
    OPEN,
    /** They name two. */
    DISAGREES
  }

  /**
   * Compares.
   *
   * @param rows of the class, the most frequent first
   * @param of its images
   * @param first name of the segment that the table puts first; null for none
   */
  static CofVerdict of(List<CofRow> rows, CofTable.OfClass of, String first) {
    CofRow most =
        rows.stream()
            .max(Comparator.comparingInt(CofRow::counterfactuals))
            .filter(row -> row.counterfactuals() > 0)
            .orElse(null);
    CofRow table =
        rows.stream().filter(row -> row.segment().equals(first)).findFirst().orElse(null);
    if (most == null || table == null || of.found() < Interval.FEWEST) {
      return new CofVerdict(Answer.UNKNOWN, most, table);
    }
    if (table.counterfactuals() == most.counterfactuals()) {
      return new CofVerdict(Answer.AGREES, table, table);
    }
    double above = WilsonInterval.of(table.counterfactuals(), of.found()).high();
    double below = WilsonInterval.of(most.counterfactuals(), of.found()).low();
    return new CofVerdict(below > above ? Answer.DISAGREES : Answer.OPEN, most, table);
  }
}
