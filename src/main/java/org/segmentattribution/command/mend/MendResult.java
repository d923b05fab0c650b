package org.segmentattribution.command.mend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.analysis.SegmentComparison;
import org.segmentattribution.command.ablate.AblateRun;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.effect.SwapSummaries;
import org.segmentattribution.effect.SwapSummary;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;

/**
 * What a round found.
 *
 * @param chosen the segment, and the run that has it
 * @param made how the new classifier was made
 * @param before the first classifier
 * @param after the new one
 * @param compared both, segment by segment
 * @param seen pictures of the run that the new classifier was trained on
 */
public record MendResult(
    SegmentChoice.Chosen chosen,
    MendRecord made,
    Side before,
    Side after,
    List<SegmentComparison> compared,
    int seen) {

  /**
   * A classifier's answers and what removal does to them.
   *
   * @param run folder of its run
   * @param images its answers to the photographs as they are
   * @param found its answers where segments are removed or swapped
   */
  record Side(Path run, SlicedRun images, AblateRun.Found found) {
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

    /** Returns how many pictures are right where the segment is filled wherever it is. */
    AccuracyChange.Right clean(String segment) {
      double right = 0;
      int of = 0;
      for (SwapSummary row : found.swaps()) {
        if (row.segment().equals(segment)
            && row.kind().equals("filled")
            && images.labels().contains(row.className())) {
          right += row.accuracy().after() * row.images();
          of += row.images();
        }
      }
      AccuracyChange.Right others = images.without(segment);
      return new AccuracyChange.Right((int) Math.round(right) + others.right(), of + others.of());
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

  /** Returns the segment. */
  Proposal proposal() {
    return chosen.proposal();
  }

  /** Returns its name. */
  String segment() {
    return proposal().segment();
  }

  /** Returns how much of the lead is lost without it, in the class that needed it most. */
  Estimate needed(Side side) {
    return side.relative(segment(), proposal().className());
  }

  /** Returns what guessing would get, 0 to 1. */
  double chance() {
    return 1.0 / Math.max(1, before.images.labels().size());
  }

  /** Returns by how much fewer photographs are right as they are, 0 to 1; below 0 where more. */
  double lost() {
    return before.images.right().share() - after.images.right().share();
  }

  /** Returns the accuracies: as they are, without the segment, swapped. */
  List<AccuracyChange> accuracies() {
    String segment = segment();
    AccuracyChange.Right having = having();
    List<AccuracyChange> changes = new ArrayList<>();
    changes.add(
        told(
            "as they are",
            before.images.right(),
            after.images.right(),
            NumberText.count(having.right())
                + " of "
                + NumberText.count(having.of())
                + " have "
                + proposal().words()));
    changes.add(
        told(
            "without it",
            before.clean(segment),
            after.clean(segment),
            proposal().words() + " is filled wherever it is"));
    if (before.isPasted(segment)) {
      changes.add(
          told(
              "swapped",
              before.swapped(segment),
              after.swapped(segment),
              "filled where it is, pasted into photographs of other classes that lack it: it"
                  + " speaks for the wrong class"));
    }
    return changes;
  }

  private AccuracyChange told(
      String name, AccuracyChange.Right a, AccuracyChange.Right b, String note) {
    return new AccuracyChange(name, a, b, chance(), true, note);
  }

  /** Returns how many photographs of all classes have the segment. */
  AccuracyChange.Right having() {
    int with = 0;
    int all = 0;
    for (String label : before.images.labels()) {
      AccuracyChange.Right of = before.images.having(segment(), label);
      with += of.right();
      all += of.of();
    }
    return new AccuracyChange.Right(with, all);
  }

  /** Returns the accuracies of the photographs as they are, by class, with and without it. */
  List<AccuracyChange> parts() {
    List<AccuracyChange> changes = new ArrayList<>();
    for (String label : before.images.labels()) {
      for (boolean has : List.of(true, false)) {
        AccuracyChange.Right a = before.images.right(label, segment(), has);
        AccuracyChange.Right b = after.images.right(label, segment(), has);
        if (a.of() > 0 && b.of() > 0) {
          String name = label + (has ? " with it" : " without it");
          changes.add(new AccuracyChange(name, a, b, chance(), false));
        }
      }
    }
    return changes;
  }
}
