package org.segmentattribution.report.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.answer.ClassAnswer.Accuracy;
import org.segmentattribution.report.answer.SegmentAnswer.Shares;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Signs;

class AnswerViewTest {
  private static SegmentAnswer segment(String name, int images, Shares shares) {
    AggregateRow row =
        new AggregateRow(
            "m",
            "c",
            name,
            new AggregateRow.Counts(images, images, 100, 0),
            new AggregateRow.Attribution(1, 1),
            new AggregateRow.Rank(1, 1, Interval.NONE, 0.5),
            new Signs(0, images, images));
    return new SegmentAnswer(row, images - 1, shares);
  }

  private static Shares shares(double of, double against, double low, double high) {
    return new Shares(of, against, new Estimate(of - against, new Interval(low, high, 0)));
  }

  private static ClassAnswer answer(String name, boolean signed, SegmentAnswer... segments) {
    return new ClassAnswer(
        name, 100, 100, new Accuracy(13, 60, 1.0 / 3), signed, List.of(segments));
  }

  private static AnswerView view(ClassAnswer... answers) {
    List<Sentence> sentences = new ArrayList<>();
    for (ClassAnswer ignored : answers) {
      sentences.add(Sentence.of("It looks."));
    }
    return AnswerView.of(List.of(answers), sentences);
  }

  @Test
  void oneScaleHoldsForAllClassesAndIsRoundedUp() {
    AnswerView view =
        view(
            answer("a", true, segment("s", 50, shares(0.1, 0.2, -0.15, -0.05))),
            answer("b", true, segment("s", 50, shares(0.1, 0.2, -0.41, 0.2))));
    assertEquals(0.6, view.strips().get(0).scale(), 1e-12);
    assertEquals("60\u00a0%", view.end());
    DivergingBar bar = view.strips().get(0).bars().get(0);
    assertEquals("50.00%", bar.zero());
    assertEquals("33.33%", bar.againstFrom());
    assertEquals("16.67%", bar.against());
    assertEquals("8.33%", bar.forClass());
    assertEquals("41.67%", bar.balance());
    assertTrue(bar.hasInterval());
    assertEquals(
        "s, in 50 of 100 photographs: on average 10\u00a0% of the attribution for a, 20\u00a0%"
            + " against; balance \u221210\u00a0% (95\u00a0% interval \u221215\u00a0% to \u22125\u00a0%)",
        bar.words());
  }

  @Test
  void aMethodWithoutSignsHasBarsFromTheLeft() {
    AnswerView view = view(answer("a", false, segment("s", 50, shares(0.5, 0, 0.4, 0.6))));
    DivergingBar bar = view.strips().get(0).bars().get(0);
    assertFalse(view.signed() || bar.hasInterval());
    assertEquals("0.00%", bar.zero());
    assertEquals("83.33%", bar.forClass());
    assertEquals(0, view.strips().get(0).sign());
    assertEquals(
        "s, in 50 of 100 photographs: on average 50\u00a0% of the attribution", bar.words());
  }

  @Test
  void seldomAndFurtherSegmentsAreNamed() {
    Shares some = shares(0.1, 0, 0, 0.2);
    List<SegmentAnswer> many = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      many.add(segment("s" + i, 60, some));
    }
    many.add(segment("rare", 9, some));
    ClassStrip strip = view(answer("a", true, many.toArray(SegmentAnswer[]::new))).strips().get(0);
    assertEquals(6, strip.bars().size());
    assertEquals("Not drawn: s6, s7, rare.", strip.rest());
    strip = view(answer("a", true, many.get(0), many.get(8))).strips().get(0);
    assertEquals("In fewer than one in ten: rare.", strip.rest());
    assertEquals("s0", strip.first().orElseThrow().segment());
    assertEquals("s0", strip.brief());
    assertEquals(-1, strip.sign());
  }

  @Test
  void tenClassesHaveStripsAndTheRestIsCounted() {
    ClassAnswer[] answers = new ClassAnswer[13];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = answer("c" + i, true, segment("s", 50, shares(0.1, 0, 0, 0.2)));
    }
    AnswerView view = view(answers);
    assertEquals(10, view.strips().size());
    assertEquals(3, view.more());
    assertEquals(13, view.classes());
  }

  @Test
  void accuracyIsCountedAndUnknownWithoutLabels() {
    ClassStrip strip = view(answer("a", true)).strips().get(0);
    assertEquals("right in 13 of 60", strip.accuracy());
    assertEquals("21.67%", strip.right());
    assertEquals("33.33%", strip.chance());
    assertEquals(Optional.empty(), strip.first());
    ClassAnswer none = new ClassAnswer("", 9, 9, new Accuracy(0, 0, 0), true, List.of());
    assertEquals("", view(none).strips().get(0).accuracy());
    assertEquals(0, view(none).classes());
    assertEquals("all photographs", view(none).strips().get(0).subject());
  }
}
