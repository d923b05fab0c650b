package org.segmentattribution.command.mend;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.EffectSummaries;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.part.AccuracyChange;

/**
 * The segment that a classifier should do without, and the class that needs it most.
 *
 * <p>Proposed is the segment with the largest relative excess of those that a class depends on
 * ({@link EffectSummary#isRelevant}), that some classes have clearly more often than others, and
 * that are not called as a class: parts of the thing itself are in pictures of all classes alike,
 * or bear its name.
 *
 * @param effect what its removal does in that class
 * @param asked whether the user named it
 */
record Proposal(EffectSummary effect, boolean asked) {
  /** Shares of pictures with the segment must differ so much between two classes. */
  static final double LEAST_UNEVEN = 0.2;

  String segment() {
    return effect.segment();
  }

  /** Returns the name of the segment with its article, if it has one. */
  String words() {
    return new Phrases().the(segment()).sentence().text();
  }

  String className() {
    return effect.className();
  }

  /** Returns the named segment, in the class that needs it most. */
  static Proposal named(String segment, List<EffectSummary> effects) {
    return ofClasses(effects)
        .filter(row -> row.segment().equals(segment))
        .max(Comparator.comparingDouble(Proposal::size))
        .map(row -> new Proposal(row, true))
        .orElseThrow(
            () ->
                WrongInput.of(
                    "{segment} %s: no image of the run has it; the segments are %s%s",
                    segment,
                    String.join(", ", names(effects)),
                    Spelling.hint(segment, names(effects))));
  }

  private static List<String> names(List<EffectSummary> effects) {
    return ofClasses(effects).map(EffectSummary::segment).distinct().sorted().toList();
  }

  /** Proposes a segment; none where no segment is as the rule wants it. */
  static Optional<Proposal> of(List<EffectSummary> effects, SlicedRun run) {
    return ofClasses(effects)
        .filter(EffectSummary::isRelevant)
        .filter(row -> row.doubt().isEmpty())
        .filter(row -> !isClass(row.segment(), run.labels()))
        .filter(row -> unevenness(row.segment(), run) >= LEAST_UNEVEN)
        .max(Comparator.comparingDouble(Proposal::size))
        .map(row -> new Proposal(row, false));
  }

  /** Says why none is proposed, and names the segments that matter. */
  static String whyNone(List<EffectSummary> effects) {
    Set<String> relevant = new TreeSet<>();
    ofClasses(effects)
        .filter(EffectSummary::isRelevant)
        .forEach(row -> relevant.add(row.segment()));
    return "no segment is both needed and in some classes more often than in others"
        + (relevant.isEmpty()
            ? " (none surely costs more than other places of its shape)"
            : " (needed are: " + String.join(", ", relevant) + ")");
  }

  /** Returns by how much the shares of pictures that have a segment differ between classes. */
  static double unevenness(String segment, SlicedRun run) {
    double[] shares =
        run.labels().stream()
            .map(label -> run.having(segment, label))
            .mapToDouble(AccuracyChange.Right::share)
            .sorted()
            .toArray();
    return shares.length < 2 ? 0 : shares[shares.length - 1] - shares[0];
  }

  private static Stream<EffectSummary> ofClasses(List<EffectSummary> effects) {
    boolean several = effects.stream().map(EffectSummary::className).distinct().count() > 1;
    return effects.stream().filter(row -> !several || !row.className().equals(EffectSummaries.ALL));
  }

  private static double size(EffectSummary row) {
    double relative = row.excess().relative();
    return Double.isNaN(relative) ? Double.NEGATIVE_INFINITY : relative;
  }

  private static boolean isClass(String segment, Set<String> labels) {
    String name = segment.toLowerCase(Locale.ROOT);
    return labels.stream().anyMatch(label -> name.equals(label.toLowerCase(Locale.ROOT)));
  }
}
