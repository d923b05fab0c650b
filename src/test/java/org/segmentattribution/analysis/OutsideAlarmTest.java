package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.ClassAnswer;
import org.segmentattribution.report.answer.Question;
import org.segmentattribution.report.answer.SegmentAnswer;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Signs;

class OutsideAlarmTest {
  private static SegmentAnswer segment(String name, int photographs, double mean, double share) {
    AggregateRow row =
        new AggregateRow(
            "lrp-z",
            "zebra",
            name,
            new AggregateRow.Counts(photographs, photographs, 40, 0),
            new AggregateRow.Attribution(mean, mean),
            AggregateRow.Rank.NONE,
            new Signs(photographs, 0, photographs));
    return new SegmentAnswer(row, 0, new SegmentAnswer.Shares(share, 0, Estimate.NONE));
  }

  /** A mane with a mean of 2, a rare tail with one of 9, and what lies outside. */
  private static String alarm(int photographs, double mean, double share) {
    ClassAnswer answer =
        new ClassAnswer(
            Question.of("zebra"),
            new ClassAnswer.Counts(40, 40, Signs.NONE),
            ClassAnswer.Accuracy.NONE,
            true,
            List.of(segment("mane", 40, 2, 1), segment("tail", 3, 9, 1)),
            segment("elsewhere", photographs, mean, share));
    return OutsideAlarm.of(List.of(answer)).stream().map(Alarm::line).findFirst().orElse("");
  }

  @Test
  void itIsSaidWhereMoreLiesOutside() {
    String begin = "Much lies outside every segment. More attribution a pixel outside than in ";
    String end = " What is there? sat suspects RUN looks for it.";
    assertEquals(begin + "all of them together: zebra (60.0\u00a0%)." + end, alarm(40, 3, 0.6));
    assertEquals(begin + "any of them: zebra (45.0\u00a0%)." + end, alarm(40, 2.1, 0.45));
  }

  @Test
  void nothingIsSaidWhereSegmentsHaveMoreOrFewPhotographsShowIt() {
    assertEquals("", alarm(40, 2, 0.4));
    assertEquals("", alarm(4, 3, 0.6));
    assertEquals(List.of(), OutsideAlarm.of(List.of()));
  }
}
