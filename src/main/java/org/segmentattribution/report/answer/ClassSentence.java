package org.segmentattribution.report.answer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Signs;

/**
 * Says in one sentence what a model looks at in the photographs of a class, and whether that speaks
 * for or against the class. All forms and their rules are here: {@link #form} chooses the form, the
 * first whose rule holds. No sentence has a method, an interval or a rank in it.
 */
public final class ClassSentence {
  /** With fewer photographs, nothing is said. */
  private static final int ENOUGH = Interval.FEWEST;

  /** Segments in a smaller share of the photographs do not stop another from standing out. */
  private static final double SELDOM = 0.1;

  /** Number of segments that are named where none stands out and more than one other is left. */
  private static final int NAMED = 3;

  /** The forms, in the order of their rules. */
  public enum Form {
    /** There is no segment. */
    NO_SEGMENT,
    /** Fewer than five photographs. */
    FEW,
    /** One name, and nothing beside it in any photograph. */
    ONE_SEGMENT,
    /** Several names, but never two in one photograph. */
    NEVER_TOGETHER,
    /** Every attribution is 0. */
    ALL_ZERO,
    /** Fewer than five photographs with two segments or more. */
    FEW_COMPARED,
    /** One segment alone is first in at least half of these, and no other as often. */
    MOSTLY,
    /** The interval of one segment's mean rank is apart from, and before, those of all others. */
    MORE,
    /** None of these. */
    NOTHING
  }

  private final ClassAnswer answer;
  private final Question question;
  private final String model;
  private final Phrases text = new Phrases();

  private ClassSentence(ClassAnswer answer, String model) {
    this.answer = answer;
    question = answer.question();
    this.model = model;
  }

  /** Returns the sentence about a class whose segments were not removed. */
  public static Sentence of(ClassAnswer answer, String model) {
    return of(answer, model, Removed.UNKNOWN);
  }

  /**
   * Returns the sentence, and a short second one where removal says something.
   *
   * @param model name of the classifier
   * @param removed what the removal of the segment that {@link #named} returns says
   */
  public static Sentence of(ClassAnswer answer, String model, Removed removed) {
    return new ClassSentence(answer, model).sentence(removed);
  }

  /** Returns the form of the sentence. */
  public static Form form(ClassAnswer answer) {
    List<SegmentAnswer> segments = answer.segments();
    if (segments.isEmpty() || answer.photographs() == 0) {
      return Form.NO_SEGMENT;
    }
    if (answer.photographs() < ENOUGH) {
      return Form.FEW;
    }
    if (answer.compared() == 0) {
      return segments.size() == 1 ? Form.ONE_SEGMENT : Form.NEVER_TOGETHER;
    }
    if (segments.stream().allMatch(s -> s.row().relativeMeanAttribution() == 0)) {
      return Form.ALL_ZERO;
    }
    if (answer.compared() < ENOUGH) {
      return Form.FEW_COMPARED;
    }
    if (mostly(answer).isPresent()) {
      return Form.MOSTLY;
    }
    return more(answer).isPresent() ? Form.MORE : Form.NOTHING;
  }

  /** Returns the segment that the sentence says the model looks at; empty where it names none. */
  public static Optional<SegmentAnswer> named(ClassAnswer answer) {
    return switch (form(answer)) {
      case MOSTLY -> mostly(answer);
      case MORE -> more(answer);
      default -> Optional.empty();
    };
  }

  private static Optional<SegmentAnswer> mostly(ClassAnswer answer) {
    return answer.segments().stream()
        .filter(s -> 2 * s.alone() >= answer.compared())
        .filter(
            s ->
                answer.segments().stream()
                    .noneMatch(other -> other != s && other.firsts() >= s.alone()))
        .findFirst();
  }

  private static Optional<SegmentAnswer> more(ClassAnswer answer) {
    return answer.segments().stream()
        .filter(s -> Double.isFinite(s.row().rankHigh()) && !seldom(s, answer))
        .min(Comparator.comparingDouble(s -> s.row().relativeMeanRank()))
        .filter(
            s ->
                answer.segments().stream()
                    .allMatch(other -> other == s || isBehind(other, s.row(), answer)));
  }

  /** Returns whether a segment is surely behind the first, or too rare to say. */
  private static boolean isBehind(SegmentAnswer other, AggregateRow first, ClassAnswer answer) {
    AggregateRow row = other.row();
    if (Double.isFinite(row.rankLow())) {
      return row.rankLow() > first.rankHigh();
    }
    return row.ranked() == 0 || seldom(other, answer) || row.relativeMeanRank() > first.rankHigh();
  }

  private static boolean seldom(SegmentAnswer segment, ClassAnswer answer) {
    return segment.photographs() < SELDOM * answer.photographs();
  }

  private Sentence sentence(Removed removed) {
    switch (form(answer)) {
      case NO_SEGMENT -> noSegment();
      case FEW -> few();
      case ONE_SEGMENT ->
          about()
              .the(answer.segments().get(0).segment())
              .plain(" is the only segment: nothing to compare it with");
      case NEVER_TOGETHER ->
          about().plain("no two segments are in one photograph: nothing to compare");
      case ALL_ZERO -> about().plain("no segment gets any attribution: nothing to say");
      case FEW_COMPARED -> fewCompared();
      case MOSTLY -> mostly();
      case MORE -> more();
      case NOTHING -> nothing();
    }
    text.plain(".");
    if (named(answer).isPresent()) {
      removed(removed);
    }
    return text.sentence();
  }

  private void noSegment() {
    text.plain("No segment was found in any photograph");
    if (question.of() == Question.Of.CLASS) {
      text.plain(" of ").strong(question.className());
    }
  }

  private void few() {
    int n = answer.photographs();
    String only = (n == 1 ? "here is only " : "here are only ") + counted(n);
    switch (question.of()) {
      case CLASS -> text.plain("For ").strong(question.className()).plain(" t" + only);
      case UNLABELLED -> text.plain("T" + only + " without a label");
      default -> text.plain("T" + only);
    }
    text.plain(": too few to say");
  }

  private void fewCompared() {
    int n = answer.compared();
    about()
        .plain("only " + NumberText.count(n) + " of " + counted(answer.photographs()))
        .plain((n == 1 ? " shows" : " show") + " two segments or more: too few to say");
  }

  private void mostly() {
    SegmentAnswer segment = mostly(answer).orElseThrow();
    open().plain(model + " looks mostly at ").the(segment.segment());
    if (answer.signed()) {
      direction(segment, shown(segment));
    } else {
      text.plain(": more than at anything else in ")
          .plain(NumberText.count(segment.alone()) + " of " + compared());
    }
  }

  private void more() {
    SegmentAnswer segment = more(answer).orElseThrow();
    open().plain(model + " looks more than anything else at ").the(segment.segment());
    boolean everywhere = segment.photographs() == answer.photographs();
    if (!everywhere) {
      text.plain(" in the " + NumberText.count(segment.photographs()))
          .plain(" of " + counted(answer.photographs()) + " that show it");
    }
    if (answer.signed()) {
      direction(segment, everywhere ? shown(segment) : "them");
    }
  }

  private void nothing() {
    open().plain("nothing stands out: first comes ");
    List<SegmentAnswer> all = answer.segments().stream().filter(s -> s.firsts() > 0).toList();
    int others = all.size() > NAMED + 1 ? all.size() - NAMED : 0;
    List<SegmentAnswer> first = all.subList(0, all.size() - others);
    for (int i = 0; i < first.size(); i++) {
      text.plain(i == 0 ? "" : ", ").the(first.get(i).segment());
      text.plain(" in " + NumberText.count(first.get(i).firsts()));
      text.plain(i == 0 ? " of " + compared() : "");
    }
    if (others > 0) {
      text.plain(", and " + NumberText.count(others) + " other segments in some");
    }
    if (all.stream().anyMatch(s -> s.firsts() != s.alone())) {
      text.plain(" (ties count for each)");
    }
    if (answer.signed()) {
      direction("what comes first", answer.counts().firsts(), "them");
    }
  }

  private void direction(SegmentAnswer segment, String of) {
    direction("that", segment.row().signs(), of);
  }

  /** Says in how many photographs something speaks for or against the class. */
  private void direction(String what, Signs signs, String of) {
    boolean comma = of.endsWith("it");
    switch (signs.direction()) {
      case FOR -> agreeing(signs.positive(), signs, of, comma).plain(what + " speaks ").side(true);
      case AGAINST ->
          agreeing(signs.negative(), signs, of, comma).plain(what + " speaks ").side(false);
      default -> {
        if (signs.positive() > 0 || signs.negative() > 0) {
          text.plain("; " + what + " speaks ").side(true).plain(" ").object(question);
          text.plain(" in " + none(signs.positive()) + " and ").side(false);
          text.plain(" it in " + none(signs.negative()) + " of " + of);
        }
        return;
      }
    }
    text.plain(" ").object(question);
  }

  private Phrases agreeing(long count, Signs signs, String of, boolean comma) {
    String all = of.equals("them") ? "all of them" : "all " + of.replaceFirst("^the ", "");
    String in = count == signs.tables() ? all : number(count) + " of " + of;
    return text.plain("; in " + in + (comma ? ", " : " "));
  }

  private void removed(Removed removed) {
    switch (removed) {
      case UNKNOWN -> text.plain("");
      case NEEDED -> text.plain(" By removal, too: the model needs it.");
      case FOR_AFTER_ALL -> text.plain(" But by removal it speaks ").side(true).plain(" ");
      case AGAINST_TOO -> text.plain(" By removal, too, it speaks ").side(false).plain(" ");
      case AGAINST_AFTER_ALL -> text.plain(" But by removal it speaks ").side(false).plain(" ");
      case LESS -> text.plain(" But removing it changes less than removing other places.");
      case LITTLE -> text.plain(" But removing it changes little.");
      case NOTHING ->
          text.plain(" But removing it changes nothing that removing other places does not.");
      case OPEN -> text.plain(" By removal it is open whether the model needs it.");
    }
    switch (removed) {
      case FOR_AFTER_ALL, AGAINST_TOO, AGAINST_AFTER_ALL -> text.object(question).plain(".");
      default -> text.plain("");
    }
  }

  /** Begins a sentence on what the model looks at. */
  private Phrases open() {
    return switch (question.asked()) {
      case CLASS -> text.plain("To call a photograph ").strong(question.className()).plain(", ");
      case ONE -> {
        text.plain("When asked about ").strong(question.target());
        text.plain(question.of() == Question.Of.ALL ? " over all photographs" : " in photographs");
        of();
        yield text.plain(", ");
      }
      default -> about();
    };
  }

  private void of() {
    switch (question.of()) {
      case CLASS -> text.plain(" of ").strong(question.className());
      case UNLABELLED -> text.plain(" without a label");
      default -> text.plain("");
    }
  }

  /** Begins a sentence on photographs. */
  private Phrases about() {
    switch (question.of()) {
      case CLASS ->
          text.plain(question.asked() == Question.Asked.CLASS ? "For " : "In photographs of ")
              .strong(question.className());
      case UNLABELLED -> text.plain("In photographs without a label");
      case ALL -> text.plain("Over all photographs");
      case CASES -> text.plain("Over all photographs and the classes explained in them");
    }
    return text.plain(", ");
  }

  private String shown(SegmentAnswer segment) {
    int n = segment.photographs();
    return n == answer.photographs() ? counted(n) : "the " + counted(n) + " that show it";
  }

  private String compared() {
    int n = answer.compared();
    return n == answer.photographs()
        ? counted(n)
        : "the " + counted(n) + " with two segments or more";
  }

  private String counted(int n) {
    return NumberText.count(n) + " " + question.noun(n);
  }

  private static String none(long count) {
    return count == 0 ? "none" : number(count);
  }

  private static String number(long count) {
    return NumberText.count((int) count);
  }
}
