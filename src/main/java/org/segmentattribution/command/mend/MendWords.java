package org.segmentattribution.command.mend;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.Estimate;

/** The sentences that tell a round: what was needed, what was done, what changed. */
public final class MendWords {
  /** A classifier that lost more of its accuracy is of no use; its lead means nothing. */
  private static final double MOST_LOST = 0.1;

  private MendWords() {}

  /** Returns the sentences without tones, for a terminal. */
  public static List<String> lines(MendResult result) {
    return of(result).stream().map(Sentence::text).toList();
  }

  static List<Sentence> of(MendResult result) {
    List<Sentence> said = new ArrayList<>();
    said.add(needed(result));
    said.add(done(result));
    said.add(swapped(result));
    said.add(now(result));
    return said;
  }

  private static Sentence needed(MendResult result) {
    Proposal proposal = result.proposal();
    Estimate relative = result.before().relative(proposal.segment(), proposal.className());
    AccuracyChange.Right having =
        result.before().images().having(proposal.segment(), proposal.className());
    return new Phrases()
        .plain("To call a photograph ")
        .strong(proposal.className())
        .plain(", the classifier needed ")
        .the(proposal.segment())
        .plain(
            ", which is in "
                + of(having)
                + " photographs of that class: without it, "
                + shares(relative)
                + " of the lead over other classes is lost.")
        .sentence();
  }

  private static Sentence done(MendResult result) {
    MendRecord made = result.made();
    List<String> ways = List.of(made.made().getOrDefault("how", "").split(","));
    List<String> what = new ArrayList<>();
    if (ways.contains("fill")) {
      what.add("it was filled in half of the cases");
    }
    if (ways.contains("paste")) {
      what.add("it was pasted into half of the pictures of other classes");
    }
    if (ways.contains("rrr")) {
      what.add("gradients on it were made to cost");
    }
    if (ways.contains("reweight")) {
      what.add("the last layer was fitted anew to balanced groups");
    }
    return Sentence.of(
        "A new classifier was made from it on "
            + NumberText.count(made.pictures())
            + " pictures, "
            + NumberText.count(made.having())
            + " of them with the "
            + result.proposal().segment()
            + ": "
            + String.join(", and ", what)
            + ".");
  }

  private static Sentence swapped(MendResult result) {
    String segment = result.proposal().segment();
    AccuracyChange.Right a = result.before().swapped(segment);
    AccuracyChange.Right b = result.after().swapped(segment);
    return new Phrases()
        .plain("With ")
        .the(segment)
        .plain(
            result.before().isPasted(segment)
                ? " swapped between classes, "
                : " filled (no photograph of another class could take it), ")
        .strong(NumberText.share(b.share()))
        .plain(" of " + NumberText.photographs(b.of()) + " are right; before, it was ")
        .strong(NumberText.share(a.share()))
        .plain(
            ". As they are, "
                + NumberText.share(result.after().images().right().share())
                + " are right; before, "
                + NumberText.share(result.before().images().right().share())
                + ".")
        .sentence();
  }

  private static Sentence now(MendResult result) {
    Proposal proposal = result.proposal();
    Estimate relative = result.after().relative(proposal.segment(), proposal.className());
    if (Double.isNaN(relative.value())) {
      return Sentence.of("How much the new classifier needs it could not be measured.");
    }
    double lost =
        result.before().images().right().share() - result.after().images().right().share();
    if (lost > MOST_LOST) {
      return Sentence.of(
          "On the photographs as they are, the new classifier is "
              + NumberText.fixed(100 * lost, 0)
              + " points worse, so nothing else of it counts: train it longer, or in another way.");
    }
    String verdict =
        relative.high() <= MendResult.AS_GOOD_AS_NONE
            ? "The new classifier does without it: "
            : relative.low() > MendResult.AS_GOOD_AS_NONE
                ? "The new classifier still needs it: "
                : "Whether the new classifier still needs it a little is open: ";
    return Sentence.of(
        verdict + "without it, " + shares(relative) + " of the lead over other classes is lost.");
  }

  /** Returns a share with its interval. */
  static String shares(Estimate share) {
    String value = NumberText.percent(share.value());
    return Double.isNaN(share.low())
        ? value
        : value
            + " ("
            + NumberText.fixed(100 * share.low(), 1)
            + " to "
            + NumberText.fixed(100 * share.high(), 1)
            + ")";
  }

  private static String of(AccuracyChange.Right part) {
    return NumberText.count(part.right()) + " of " + NumberText.count(part.of());
  }
}
