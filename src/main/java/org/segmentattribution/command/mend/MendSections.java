package org.segmentattribution.command.mend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.analysis.RemovalComparison;
import org.segmentattribution.command.aggregate.ComparePage;
import org.segmentattribution.command.aggregate.EffectPair;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.report.answer.ChangeSentence;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.report.part.ComparedSegment;
import org.segmentattribution.report.part.ComparedSegments;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.slice.SliceKind;
import org.segmentattribution.statistics.Interval;

/**
 * The sections of {@code mend.html} below its first screen.
 *
 * @param settings of the round
 * @param result what it found
 * @param slices of both runs
 */
record MendSections(MendSettings settings, MendResult result, RoundSlices slices) {
  private static final int SAID = 4;

  /** Returns where both classifiers look. */
  List<Block> looks() throws IOException {
    if (isAlone()) {
      return List.of(new Block.Text(alone()));
    }
    List<Block> blocks = new ArrayList<>();
    List<ComparedSegment> first = first();
    List<String> said =
        ChangeSentence.of(
                first.stream().map(ComparedSegment::change).toList(), "the new classifier")
            .stream()
            .map(of -> of.sentence().text())
            .limit(SAID)
            .toList();
    if (!said.isEmpty()) {
      blocks.add(new Block.Caveats(said));
    }
    blocks.add(new Block.Slopes(ComparedSegments.slopes("before", "after", first)));
    return blocks;
  }

  /** Says how much lies on a segment that has no other beside it: shares would all be 1. */
  private String alone() throws IOException {
    String segment = result.segment();
    String className = result.proposal().className();
    AttributionPart a = AttributionPart.of(result.before().run(), segment, className);
    AttributionPart b = AttributionPart.of(result.after().run(), segment, className);
    String name = "Parts of the thing as further segments would show what it looks at instead.";
    return Double.isNaN(a.share()) || Double.isNaN(b.share())
        ? "The run has one segment alone, so nothing is compared. " + name
        : "In %s of %s with %s, %s of all attribution lies on it; before, it was %s. "
                .formatted(
                    NumberText.photographs(b.images()),
                    className,
                    result.proposal().words(),
                    NumberText.percent(b.share()),
                    NumberText.percent(a.share()))
            + name;
  }

  /** Returns whether no class has two segments to compare. */
  private boolean isAlone() {
    return first().stream()
        .allMatch(
            row ->
                first().stream().filter(other -> other.subject().equals(row.subject())).count()
                    == 1);
  }

  private List<ComparedSegment> first() {
    List<ComparedSegment> rows = ComparePage.rows(result.compared());
    return rows.stream().filter(row -> row.method().equals(rows.get(0).method())).toList();
  }

  /** Returns what the removal of segments costs both. */
  Block needs() throws IOException {
    EffectPair effects = EffectPair.of(result.before().run(), result.after().run());
    return effects.note().isEmpty() && !effects.unit().isEmpty()
        ? new Block.Figure(
            effects.unit()
                + " lost without a segment beyond other places of its shape, before and after, with"
                + " 95 % intervals.",
            RemovalComparison.figure("before", "after", effects.unit(), result.compared())
                .drawing())
        : new Block.Text("Effects are not compared: " + effects.note() + ".");
  }

  /** Returns how often both are right in parts of classes. */
  List<Block> bySlice() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Text("Before: " + String.join(" ", slices.before())));
    blocks.add(new Block.Text("After: " + String.join(" ", slices.after())));
    List<List<Block.Cell>> rows = new ArrayList<>();
    for (RoundSlices.Row row : slices.rows()) {
      rows.add(
          List.of(
              Block.Cell.of(row.className()),
              Block.Cell.of(words(row.kind())),
              right(row.a()),
              right(row.b())));
    }
    blocks.add(
        new Block.Table(
            "How often both are right in slices by "
                + result.proposal().words()
                + ", with 95 % intervals. A slice by its place or side may hold other photographs"
                + " after.",
            List.of("Class", "Photographs in which it", "Before", "After"),
            rows,
            2,
            ""));
    return blocks;
  }

  private static String words(SliceKind kind) {
    return switch (kind) {
      case PRESENT -> "is in the picture";
      case ABSENT -> "is not in the picture";
      case FIRST -> "comes first";
      case NOT_FIRST -> "does not come first";
      case FOR -> "speaks for the class";
      case AGAINST -> "speaks against the class";
    };
  }

  private static Block.Cell right(AccuracyChange.Right right) {
    if (right.of() == 0) {
      return Block.Cell.of(NumberText.NONE);
    }
    Interval interval = right.interval();
    return Block.Cell.of(
        right.share(),
        "%s of %s, %s (%s to %s)"
            .formatted(
                NumberText.count(right.right()),
                NumberText.count(right.of()),
                NumberText.percent(right.share()),
                NumberText.fixed(100 * interval.low(), 1),
                NumberText.fixed(100 * interval.high(), 1)));
  }

  /** Returns the rules, and what the round cannot say. */
  List<Block> howSure() {
    List<String> caveats = new ArrayList<>();
    caveats.add(
        "Two classifiers that are trained alike differ, too: a change of one or two points may be"
            + " the luck of one training.");
    caveats.add(
        "Only this segment was made useless. What goes along with it in the pictures may still be"
            + " used.");
    if (result.chosen().suspect() != null) {
      caveats.add(
          "The masks of "
              + result.proposal().words()
              + " lie where attribution was strong. What the classifier does where they miss a part"
              + " of the thing, this page does not show: draw masks of the whole thing to know.");
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Caveats(caveats));
    blocks.add(
        new Block.Text(
            result.proposal().asked()
                ? "The segment was named by the call."
                : "The segment was proposed: of those whose removal costs a class more than 15 % of"
                    + " its lead beyond other places of its shape, that are not called as a class,"
                    + " and whose share of photographs differs by 20 points or more between"
                    + " classes, it has the largest such loss."));
    blocks.add(
        new Block.Text(
            "Yes: the worse of both accuracies, as they are and swapped, rose beyond chance, or"
                + " neither fell; the lead that is lost without the segment is at most 5 %, by the"
                + " upper end of its interval; and at most ten points were lost on the photographs as"
                + " they are (else: not yet). Partly: more than 5 % of the lead is still lost."
                + " Nearly: the interval holds 5 %. No: nothing rose beyond chance, or guessing is as"
                + " good."));
    blocks.add(
        new Block.Text(
            "Lead: the logit of the class minus the largest other one. Intervals of accuracies are"
                + " Wilson\u2019s, all others 95 % bootstrap intervals over photographs. A photograph"
                + " that is filled in several ways counts once, by their mean."));
    return blocks;
  }

  /** Returns all accuracies and effects. */
  List<Block> numbers() {
    List<List<Block.Cell>> rows = new ArrayList<>();
    List<AccuracyChange> all = new ArrayList<>(result.accuracies());
    all.addAll(result.parts());
    for (AccuracyChange change : all) {
      rows.add(
          List.of(
              new Block.Cell(change.name(), change.strong()),
              right(change.a()),
              right(change.b())));
    }
    List<List<Block.Cell>> needs = new ArrayList<>();
    String segment = result.segment();
    for (EffectSummary row : result.before().found().effects()) {
      if (row.segment().equals(segment)) {
        needs.add(
            List.of(
                Block.Cell.of(row.className()),
                Block.Cell.of(row.images(), NumberText.count(row.images())),
                Block.Cell.of(MendWords.shares(result.before().relative(segment, row.className()))),
                Block.Cell.of(
                    MendWords.shares(result.after().relative(segment, row.className())))));
      }
    }
    return List.of(
        new Block.Table(
            "How often the classifiers are right, with 95 % intervals; the classes, as they are.",
            List.of("Photographs", "Before", "After"), rows, true),
        new Block.Table(
            "Share of the lead that is lost without "
                + result.proposal().words()
                + ", beyond other places.",
            List.of("Class", "Photographs with it", "Before", "After"),
            needs,
            true));
  }
}
