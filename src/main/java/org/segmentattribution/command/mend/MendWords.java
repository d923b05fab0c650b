package org.segmentattribution.command.mend;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.Estimate;

/**
 * The sentences that tell a round: its outcome, what was needed, what was done, what to do next.
 */
public final class MendWords {
  private MendWords() {}

  /** Returns the sentences without tones, for a terminal. */
  public static List<String> lines(MendResult result) {
    List<Sentence> said = new ArrayList<>();
    said.add(answer(result));
    said.addAll(story(result));
    return said.stream().map(Sentence::text).toList();
  }

  /** Says whether the classifier does without the segment, and how that shows. */
  static Sentence answer(MendResult result) {
    Verdict verdict = Verdict.of(result);
    String segment = result.segment();
    AccuracyChange.Right a = result.before().swapped(segment);
    AccuracyChange.Right b = result.after().swapped(segment);
    Phrases text = new Phrases().strong(verdict.words()).plain(" With ").the(segment);
    text.plain(
            result.before().isPasted(segment)
                ? " swapped between the classes, "
                : " filled (no photograph of another class could take it), ")
        .strong(NumberText.percent(b.share()))
        .plain(" of " + NumberText.photographs(b.of()) + " are right; before, it was ")
        .strong(NumberText.percent(a.share()))
        .plain(
            ". As they are, "
                + NumberText.percent(result.after().images().right().share())
                + " are right; before, "
                + NumberText.percent(result.before().images().right().share())
                + ".");
    if (Verdict.isGuessing(result, result.after())) {
      text.plain(" Guessing gets " + NumberText.percent(result.chance()) + ".");
    }
    return text.sentence();
  }

  /** Tells the round, in its order. */
  static List<Sentence> story(MendResult result) {
    List<Sentence> said = new ArrayList<>();
    if (result.chosen().suspect() != null) {
      said.add(suspect(result));
    }
    said.add(needed(result));
    said.add(MendMade.sentence(result));
    said.add(now(result));
    String next = MendMade.next(result, Verdict.of(result));
    if (!next.isEmpty()) {
      said.add(new Phrases().strong("Next: ").plain(next).sentence());
    }
    return said;
  }

  private static Sentence suspect(MendResult result) {
    SegmentChoice.Suspected suspect = result.chosen().suspect();
    return new Phrases()
        .strong("Found: ")
        .plain("nobody had named it. ")
        .plain(capital(suspect.why()) + ". So suspects were looked for, and the first was clear: ")
        .plain(
            NumberText.count(suspect.found().regions())
                + " places that look alike, in "
                + NumberText.photographs(suspect.found().images())
                + ". It was called ")
        .strong(result.segment())
        .plain(".")
        .sentence();
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static Sentence needed(MendResult result) {
    Proposal proposal = result.proposal();
    AccuracyChange.Right having =
        result.before().images().having(proposal.segment(), proposal.className());
    return new Phrases()
        .strong("Wrong: ")
        .plain("to call a photograph ")
        .strong(proposal.className())
        .plain(", the classifier needed ")
        .the(proposal.segment())
        .plain(
            ", which is in "
                + of(having)
                + " photographs of that class. Without it, "
                + shares(result.needed(result.before()))
                + " of the lead over other classes was lost.")
        .sentence();
  }

  private static Sentence now(MendResult result) {
    Phrases text = new Phrases().strong("Now: ");
    Estimate need = result.needed(result.after());
    if (Verdict.isGuessing(result, result.after())) {
      return text.plain(
              "the new classifier is no better than guessing, so what it needs says nothing.")
          .sentence();
    }
    if (Double.isNaN(need.value())) {
      return text.plain("how much the new classifier needs it could not be measured.").sentence();
    }
    String needs =
        need.high() <= Verdict.AS_GOOD_AS_NONE
            ? "the new classifier does without it: "
            : need.low() > Verdict.AS_GOOD_AS_NONE
                ? "the new classifier still needs it: "
                : "whether the new classifier still needs it a little is open: ";
    return text.plain(needs + shares(need) + " of the lead is lost where it is taken out")
        .plain(need.high() < 0 ? " (below 0: it is surer without it)." : ".")
        .sentence();
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
