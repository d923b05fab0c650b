package org.segmentattribution.analysis;

import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.ClassAnswer;
import org.segmentattribution.report.answer.SegmentAnswer;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.statistics.Interval;

/**
 * Says where more attribution lies outside every named segment than in any of them: what nobody
 * named may be what the model looks at.
 */
final class OutsideAlarm {
  /** Share of a table from which what lies outside has more than all segments together. */
  private static final double MORE_THAN_ALL = 0.5;

  /** Segments in a smaller share of the photographs are no measure. */
  private static final double SELDOM = 0.1;

  private static final int LISTED = 3;

  private OutsideAlarm() {}

  /** Returns an alarm; none where the named segments have more. */
  static List<Alarm> of(List<ClassAnswer> answers) {
    List<String> all = new ArrayList<>();
    List<String> largest = new ArrayList<>();
    for (ClassAnswer answer : answers) {
      if (answer.elsewhere() != null && answer.elsewhere().photographs() >= Interval.FEWEST) {
        String said =
            answer.question().subject()
                + " ("
                + NumberText.percent(share(answer.elsewhere()))
                + ")";
        if (share(answer.elsewhere()) > MORE_THAN_ALL) {
          all.add(said);
        } else if (isLargest(answer)) {
          largest.add(said);
        }
      }
    }
    if (all.isEmpty() && largest.isEmpty()) {
      return List.of();
    }
    StringBuilder text = new StringBuilder();
    add(text, all, "than in all of them together");
    add(text, largest, "than in any of them");
    return List.of(
        new Alarm(
            "Much lies outside every segment.",
            text + "What is there? sat suspects RUN looks for it."));
  }

  private static void add(StringBuilder text, List<String> where, String than) {
    if (!where.isEmpty()) {
      String more = where.size() > LISTED ? " and " + (where.size() - LISTED) + " more" : "";
      text.append("More attribution a pixel outside ")
          .append(than)
          .append(": ")
          .append(String.join(", ", where.subList(0, Math.min(LISTED, where.size()))))
          .append(more)
          .append(". ");
    }
  }

  private static boolean isLargest(ClassAnswer answer) {
    double outside = answer.elsewhere().row().relativeMeanAttribution();
    return answer.segments().stream()
        .filter(s -> s.photographs() >= SELDOM * answer.photographs())
        .noneMatch(s -> s.row().relativeMeanAttribution() >= outside);
  }

  /** Returns its mean share, which counts itself in. */
  private static double share(SegmentAnswer outside) {
    return outside.shares().forClass() + outside.shares().againstClass();
  }
}
