package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.ClassAnswer;
import org.segmentattribution.report.answer.ClassSentence;
import org.segmentattribution.report.answer.SegmentAnswer;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.PlaceText;
import org.segmentattribution.table.Signs;
import org.segmentattribution.table.store.RunTables;

/** Tells where another method contradicts the sentence about a class. */
final class OtherMethods {
  /** Each method costs as much as the first; with more, their orders alone are compared. */
  private static final int MOST = 5;

  /** Number of contradictions that the alarm tells. */
  private static final int TOLD = 2;

  private OtherMethods() {}

  /**
   * Returns an alarm where another method has another segment first, or the first one on the other
   * side in most photographs; empty where none does.
   *
   * @param methods all methods of the run, that of the answers first
   * @param answers by the first method
   * @param byClass whether there is an answer for each class
   */
  static Optional<Alarm> alarm(
      RunTables tables, List<String> methods, List<ClassAnswer> answers, boolean byClass) {
    List<String> said = new ArrayList<>();
    for (String method : methods.stream().skip(1).limit(MOST).toList()) {
      List<ClassAnswer> others = ClassAnswers.of(tables, method, byClass, 0);
      for (ClassAnswer answer : answers) {
        others.stream()
            .filter(other -> other.className().equals(answer.className()))
            .findFirst()
            .flatMap(other -> contradiction(answer, other, method))
            .ifPresent(said::add);
      }
    }
    if (said.isEmpty()) {
      return Optional.empty();
    }
    int more = said.size() - TOLD;
    return Optional.of(
        new Alarm(
            methods.size() == 2 ? "A second method disagrees." : "Other methods disagree.",
            String.join("; ", said.subList(0, Math.min(TOLD, said.size())))
                + (more > 0 ? "; and %d more.".formatted(more) : ".")));
  }

  /** Returns what another method says instead; empty where it does not contradict. */
  static Optional<String> contradiction(ClassAnswer answer, ClassAnswer other, String method) {
    Optional<SegmentAnswer> named = ClassSentence.named(answer);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    String segment = named.get().segment();
    String subject = answer.question().subject();
    Optional<SegmentAnswer> first = ClassSentence.named(other);
    if (first.isPresent() && !first.get().segment().equals(segment)) {
      return Optional.of(
          "%s puts the %s first for %s"
              .formatted(method, PlaceText.words(first.get().segment()), subject));
    }
    Optional<SegmentAnswer> same =
        other.segments().stream().filter(s -> s.segment().equals(segment)).findFirst();
    if (same.isEmpty() || !answer.signed() || !other.signed()) {
      return Optional.empty();
    }
    Signs signs = same.get().row().signs();
    boolean opposite =
        switch (named.get().row().signs().direction()) {
          case FOR -> signs.negative() > signs.positive();
          case AGAINST -> signs.positive() > signs.negative();
          default -> false;
        };
    return opposite
        ? Optional.of(
            "by %s, the %s speaks for %s in %s of %s"
                .formatted(
                    method,
                    PlaceText.words(segment),
                    answer.question().object(),
                    NumberText.count((int) signs.positive()),
                    NumberText.count((int) signs.tables())))
        : Optional.empty();
  }
}
