package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.segmentattribution.report.answer.ClassAnswer;
import org.segmentattribution.report.answer.ClassSentence;
import org.segmentattribution.report.answer.SegmentAnswer;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.Signs;

/**
 * Says what the tables of a run show in a few lines of plain text, for a terminal: of the first
 * method, the sentence about each class, as on the page, and the segments that come first in it.
 */
public final class FoundInWords {
  /** Number of segments of a class. */
  private static final int SEGMENTS = 3;

  /** With more classes than this, the others are only counted. */
  private static final int CLASSES = 8;

  /** Segments in a smaller share of a class's photographs are left out. */
  private static final double SELDOM = 0.1;

  private final TableTotals totals;

  private FoundInWords(TableTotals totals) {
    this.totals = totals;
  }

  /** Returns a heading, then a line a class and a line a segment; empty without tables. */
  public static List<String> lines(TableTotals totals) {
    return new FoundInWords(totals).lines();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    List<ClassAnswer> answers = totals.answers();
    if (answers.isEmpty()) {
      return lines;
    }
    lines.add(
        "what the model looks at, by "
            + totals.groups().get(0).method()
            + " (%: share of a photograph's attribution, mean over those that show the segment"
            + (answers.get(0).signed()
                ? ""
                : "; no value is negative here, so none is called for or against")
            + "):");
    answers.stream().limit(CLASSES).forEach(answer -> of(answer, lines));
    if (answers.size() > CLASSES) {
      lines.add("  and %d more classes: the report has them".formatted(answers.size() - CLASSES));
    }
    return lines;
  }

  private void of(ClassAnswer answer, List<String> lines) {
    lines.add("  " + ClassSentence.of(answer, totals.overview().model()).text());
    switch (ClassSentence.form(answer)) {
      case MOSTLY, MORE, NOTHING ->
          answer.segments().stream()
              .filter(s -> s.photographs() >= SELDOM * answer.photographs())
              .limit(SEGMENTS)
              .forEach(s -> lines.add(segment(answer, s)));
      default -> {
        // nothing can be said of its segments either
      }
    }
    if (answer.elsewhere() != null) {
      lines.add(
          segment(answer, answer.elsewhere()) + "; outside every segment, as one more segment");
    }
  }

  private String segment(ClassAnswer answer, SegmentAnswer of) {
    double share = of.shares().forClass() + of.shares().againstClass();
    Optional<SegmentAnswer> named = ClassSentence.named(answer);
    // the sentence has the direction of what it names
    boolean said = !answer.signed() || named.isPresent() && named.get() == of;
    String direction = said ? "" : direction(of.row().signs(), answer);
    return ("    "
            + of.segment()
            + ": "
            + NumberText.percent(share)
            + (direction.isEmpty() ? "" : ", " + direction))
        .replace('\u00a0', ' ');
  }

  private static String direction(Signs signs, ClassAnswer answer) {
    String photographs =
        " of %s %s"
            .formatted(
                NumberText.count((int) signs.tables()),
                answer.question().noun((int) signs.tables()));
    return switch (signs.direction()) {
      case FOR -> "for the class in " + NumberText.count((int) signs.positive()) + photographs;
      case AGAINST ->
          "against the class in " + NumberText.count((int) signs.negative()) + photographs;
      case MIXED ->
          "mixed: for the class in %s, against it in %s"
                  .formatted(
                      NumberText.count((int) signs.positive()),
                      NumberText.count((int) signs.negative()))
              + photographs;
      case NONE -> "";
    };
  }
}
