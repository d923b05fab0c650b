package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.answer.ClassAnswer;
import org.segmentattribution.report.answer.SegmentAnswer;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Signs;

class OtherMethodsTest {
  private static SegmentAnswer segment(String name, int firsts, int positive) {
    AggregateRow row =
        new AggregateRow(
            "m",
            "fishing",
            name,
            new AggregateRow.Counts(20, 20, 20, 0),
            new AggregateRow.Attribution(1, 1),
            new AggregateRow.Rank(1.5, 1.5, new Interval(1.2, 1.8, 0), firsts / 20.0),
            new Signs(positive, 20 - positive, 20));
    return new SegmentAnswer(row, firsts, new SegmentAnswer.Shares(0.4, 0.1, Estimate.NONE));
  }

  private static ClassAnswer answer(boolean signed, SegmentAnswer... segments) {
    return new ClassAnswer("fishing", 20, 20, ClassAnswer.Accuracy.NONE, signed, List.of(segments));
  }

  private static final ClassAnswer FIRST =
      answer(true, segment("person", 14, 19), segment("water", 6, 20));

  private static Optional<String> against(ClassAnswer other) {
    return OtherMethods.contradiction(FIRST, other, "lrp-epsilon");
  }

  @Test
  void anotherSegmentFirstIsToldByName() {
    assertEquals(
        Optional.of("lrp-epsilon puts the water first for fishing"),
        against(answer(false, segment("water", 15, 20), segment("person", 5, 20))));
  }

  @Test
  void theOtherSideInMostPhotographsIsToldWithItsNumbers() {
    assertEquals(
        Optional.of("by lrp-epsilon, the person speaks for fishing in 7 of 20"),
        against(answer(true, segment("person", 12, 7), segment("water", 8, 20))));
  }

  @Test
  void agreeingMethodsAndThoseWithoutSignsDoNotContradict() {
    assertEquals(
        Optional.empty(), against(answer(true, segment("person", 12, 11), segment("water", 8, 0))));
    assertEquals(
        Optional.empty(), against(answer(false, segment("person", 12, 0), segment("water", 8, 0))));
    // nothing stands out by the other method
    assertEquals(
        Optional.empty(), against(answer(true, segment("water", 7, 20), segment("person", 7, 20))));
  }
}
