package org.segmentattribution.command.mend;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.analysis.SegmentComparison;
import org.segmentattribution.command.ablate.AblateRun;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.effect.SwapSummaries;
import org.segmentattribution.effect.SwapSummary;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;

/**
 * What a round found.
 *
 * @param proposal the segment
 * @param made how the new classifier was made
 * @param before the first classifier
 * @param after the new one
 * @param compared both, segment by segment
 * @param seen pictures of the run that the new classifier was trained on
 */
public record MendResult(
    Proposal proposal,
    MendRecord made,
    Side before,
    Side after,
    List<SegmentComparison> compared,
    int seen) {
  /** Relative excess below which a segment is as good as not needed. */
  static final double AS_GOOD_AS_NONE = 0.05;

  /** A classifier's answers and what removal does to them. */
  record Side(SlicedRun images, AblateRun.Found found) {
    /** Returns what the removal of a segment does in a class; null where it was not measured. */
    EffectSummary effect(String segment, String className) {
      return found.effects().stream()
          .filter(row -> row.segment().equals(segment) && row.className().equals(className))
          .findFirst()
          .orElse(null);
    }

    /** Returns whether it was pasted into pictures of other classes, not only filled in its own. */
    boolean isPasted(String segment) {
      return found.swaps().stream()
          .anyMatch(row -> row.segment().equals(segment) && row.kind().equals("pasted"));
    }

    /** Returns how many swapped pictures are right. */
    AccuracyChange.Right swapped(String segment) {
      SwapSummary total = SwapSummaries.total(found.swaps(), segment);
      return new AccuracyChange.Right(
          (int) Math.round(total.accuracy().after() * total.images()), total.images());
    }

    /** Returns the excess of a segment as a share of the lead over other classes. */
    Estimate relative(String segment, String className) {
      EffectSummary row = effect(segment, className);
      if (row == null) {
        return Estimate.NONE;
      }
      Estimate excess = row.excess().mean();
      double lead = excess.value() / row.excess().relative();
      return new Estimate(
          row.excess().relative(), new Interval(excess.low() / lead, excess.high() / lead, 0));
    }
  }

  /** Returns the accuracies: as they are, swapped, then class by class with and without it. */
  List<AccuracyChange> accuracies() {
    String segment = proposal.segment();
    double chance = 1.0 / Math.max(1, before.images.labels().size());
    List<AccuracyChange> changes = new ArrayList<>();
    changes.add(
        new AccuracyChange(
            "as they are", before.images.right(), after.images.right(), chance, true));
    changes.add(
        new AccuracyChange(
            before.isPasted(segment) ? "swapped" : "filled",
            before.swapped(segment),
            after.swapped(segment),
            chance,
            true));
    for (String label : before.images.labels()) {
      for (boolean has : List.of(true, false)) {
        AccuracyChange.Right a = before.images.right(label, segment, has);
        AccuracyChange.Right b = after.images.right(label, segment, has);
        if (a.of() > 0 && b.of() > 0) {
          String name = label + (has ? " with it" : " without it");
          changes.add(new AccuracyChange(name, a, b, chance, false));
        }
      }
    }
    return changes;
  }
}
