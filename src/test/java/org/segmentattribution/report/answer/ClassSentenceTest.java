package org.segmentattribution.report.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.answer.ClassSentence.Form;
import org.segmentattribution.report.answer.Question.Asked;
import org.segmentattribution.report.answer.Question.Of;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Signs;

/** Each form of the sentence, and each rule that chooses it. */
class ClassSentenceTest {
  private static final Question FISHING = Question.of("fishing");
  private static final double[] OPEN = {1, 3};

  /** A segment of {@code photographs}, {@code positive} for the class and the rest against it. */
  private static SegmentAnswer segment(
      String name, int photographs, int firsts, int positive, double... interval) {
    return tied(name, photographs, firsts, firsts, positive, interval);
  }

  private static SegmentAnswer tied(
      String name, int photographs, int firsts, int alone, int positive, double... interval) {
    double low = photographs < Interval.FEWEST ? Double.NaN : interval[0];
    double high = photographs < Interval.FEWEST ? Double.NaN : interval[1];
    AggregateRow row =
        new AggregateRow(
            "m",
            "c",
            name,
            new AggregateRow.Counts(photographs, photographs, 20, 0),
            new AggregateRow.Attribution(1, 1),
            new AggregateRow.Rank(
                (interval[0] + interval[1]) / 2, 2, new Interval(low, high, 0), 0.5),
            new Signs(positive, photographs - positive, photographs));
    return new SegmentAnswer(row, firsts, alone, new SegmentAnswer.Shares(0.5, 0.1, Estimate.NONE));
  }

  private static ClassAnswer answer(
      Question question, int photographs, int compared, boolean signed, SegmentAnswer... segments) {
    return new ClassAnswer(
        question,
        new ClassAnswer.Counts(photographs, compared, new Signs(17, 3, compared)),
        ClassAnswer.Accuracy.NONE,
        signed,
        List.of(segments));
  }

  private static ClassAnswer answer(SegmentAnswer... segments) {
    return answer(FISHING, 20, 20, true, segments);
  }

  private static String say(ClassAnswer answer) {
    return ClassSentence.of(answer, "net").text();
  }

  private static final SegmentAnswer SKY = segment("sky", 20, 4, 10, OPEN);

  @Test
  void mostlyIsHalfOfTheComparedPhotographs() {
    assertEquals(
        "To call a photograph fishing, net looks mostly at the person; in 17 of 20 photographs that"
            + " speaks against fishing.",
        say(answer(segment("person", 20, 10, 3, OPEN), SKY)));
    assertEquals(Form.NOTHING, ClassSentence.form(answer(segment("p", 20, 9, 3, OPEN), SKY)));
    ClassAnswer fewer = answer(FISHING, 20, 17, true, segment("p", 20, 9, 3, OPEN), SKY);
    assertEquals(Form.MOSTLY, ClassSentence.form(fewer));
  }

  @Test
  void mostlyIsNotSaidWhereAnotherIsFirstAsOften() {
    ClassAnswer half = answer(segment("a", 20, 10, 3, OPEN), segment("b", 20, 10, 3, OPEN));
    assertEquals(Form.NOTHING, ClassSentence.form(half));
    ClassAnswer tied = answer(tied("a", 20, 20, 10, 3, OPEN), tied("b", 20, 10, 0, 3, OPEN));
    assertEquals(Form.NOTHING, ClassSentence.form(tied));
    ClassAnswer apart = answer(tied("a", 20, 20, 11, 3, OPEN), tied("b", 20, 9, 0, 3, OPEN));
    assertEquals("a", ClassSentence.named(apart).orElseThrow().segment());
  }

  @Test
  void aSegmentThatIsNotEverywhereIsCountedWhereItIs() {
    assertEquals(
        "To call a photograph fishing, net looks mostly at the person; in 10 of the 13 photographs"
            + " that show it, that speaks for fishing.",
        say(answer(segment("person", 13, 10, 10, OPEN), SKY)));
    assertEquals(
        "To call a photograph fishing, net looks mostly at the person; in all 13 photographs that"
            + " show it, that speaks for fishing.",
        say(answer(segment("person", 13, 10, 13, OPEN), SKY)));
  }

  @Test
  void threeQuartersAreADirection() {
    String start = "To call a photograph fishing, net looks mostly at the person; ";
    assertEquals(
        start + "in 15 of 20 photographs that speaks for fishing.",
        say(answer(segment("person", 20, 15, 15, OPEN), SKY)));
    assertEquals(
        start + "that speaks for fishing in 14 and against it in 6 of 20 photographs.",
        say(answer(segment("person", 20, 15, 14, OPEN), SKY)));
    assertEquals(
        start + "in all 20 photographs that speaks against fishing.",
        say(answer(segment("person", 20, 15, 0, OPEN), SKY)));
  }

  @Test
  void aMethodWithoutSignsSaysNothingOfThem() {
    String text = say(answer(FISHING, 20, 18, false, segment("person", 20, 15, 20, OPEN), SKY));
    assertEquals(
        "To call a photograph fishing, net looks mostly at the person: more than at anything else"
            + " in 15 of the 18 photographs with two segments or more.",
        text);
    String nothing = say(answer(FISHING, 20, 20, false, segment("a", 20, 8, 20, OPEN), SKY));
    assertFalse(nothing.contains("speaks"), nothing);
  }

  @Test
  void moreThanAnythingElseIsApartFromAllOthers() {
    SegmentAnswer logo = segment("logo", 8, 8, 7, 1, 1.2);
    SegmentAnswer behind = segment("sky", 20, 7, 10, 1.5, 2);
    assertEquals(
        "To call a photograph fishing, net looks more than anything else at the logo in the 8 of 20"
            + " photographs that show it; in 7 of them that speaks for fishing.",
        say(answer(logo, behind)));
    assertEquals(
        "To call a photograph fishing, net looks more than anything else at the logo; in all 20"
            + " photographs that speaks for fishing.",
        say(answer(segment("logo", 20, 8, 20, 1, 1.2), behind)));
    assertEquals(Form.NOTHING, ClassSentence.form(answer(logo, segment("sky", 20, 7, 1, 1.2, 2))));
    // seen in too few for an interval: its mean rank decides, unless it is rare
    SegmentAnswer few = segment("cat", 3, 0, 1, 1, 1.2);
    assertEquals(Form.NOTHING, ClassSentence.form(answer(logo, behind, few)));
    SegmentAnswer rare = segment("cat", 1, 1, 1, 1, 1.2);
    assertEquals(Form.MORE, ClassSentence.form(answer(logo, behind, rare)));
  }

  @Test
  void whereNothingStandsOutTheThreeMostFrequentFirstsAreNamed() {
    assertEquals(
        "To call a photograph fishing, nothing stands out: first comes the a in 7 of 20"
            + " photographs, the b in 5, the c in 4, the d in 3; in 17 of them what comes first"
            + " speaks for fishing.",
        say(
            answer(
                segment("a", 20, 7, 1, OPEN),
                segment("b", 20, 5, 1, OPEN),
                segment("c", 20, 4, 1, OPEN),
                segment("d", 20, 3, 1, OPEN))));
    String others =
        say(
            answer(
                segment("a", 20, 7, 1, OPEN),
                segment("b", 20, 5, 1, OPEN),
                segment("c", 20, 3, 1, OPEN),
                segment("d", 20, 2, 1, OPEN),
                segment("e", 20, 2, 1, OPEN),
                segment("never", 20, 0, 1, OPEN)));
    assertTrue(others.contains("the c in 3, and 2 other segments in some; "), others);
    String ties = say(answer(tied("a", 20, 8, 7, 1, OPEN), tied("the b", 20, 7, 6, 1, OPEN)));
    assertTrue(ties.contains("the a in 8 of 20 photographs, the b in 7 (ties count for each);"));
  }

  @Test
  void tooLittleIsSaidAsSuch() {
    SegmentAnswer one = segment("person", 20, 0, 20, OPEN);
    assertEquals(
        "For fishing there are only 4 photographs: too few to say.",
        say(answer(FISHING, 4, 4, true, one, SKY)));
    assertEquals(
        "For fishing there is only 1 photograph: too few to say.",
        say(answer(FISHING, 1, 1, true, one)));
    assertEquals(
        "For fishing, the person is the only segment: nothing to compare it with.",
        say(answer(FISHING, 20, 0, true, one)));
    assertEquals(
        "For fishing, no two segments are in one photograph: nothing to compare.",
        say(answer(FISHING, 20, 0, true, one, SKY)));
    assertEquals(
        "For fishing, only 4 of 20 photographs show two segments or more: too few to say.",
        say(answer(FISHING, 20, 4, true, one, SKY)));
    assertEquals(
        "No segment was found in any photograph of fishing.", say(answer(FISHING, 20, 0, true)));
    assertEquals(
        "No segment was found in any photograph.", say(answer(Question.of(""), 0, 0, true)));
  }

  @Test
  void zerosAreSaid() {
    SegmentAnswer flat =
        new SegmentAnswer(
            new AggregateRow(
                "m",
                "c",
                "sky",
                new AggregateRow.Counts(20, 20, 20, 0),
                new AggregateRow.Attribution(0, 0),
                new AggregateRow.Rank(1.5, 1.5, new Interval(1.5, 1.5, 0), 1),
                new Signs(0, 0, 20)),
            20,
            0,
            new SegmentAnswer.Shares(Double.NaN, Double.NaN, Estimate.NONE));
    assertEquals(
        "For fishing, no segment gets any attribution: nothing to say.", say(answer(flat, flat)));
  }

  private static String asked(Of of, String className, Asked asked, String target) {
    Question question = new Question(of, className, asked, target);
    return say(answer(question, 20, 20, true, segment("person", 20, 15, 20, OPEN), SKY));
  }

  @Test
  void itSaysWhatTheModelWasAsked() {
    String looks = "net looks mostly at the person; in all 20 photographs that speaks for ";
    assertEquals(
        "In photographs of fishing, " + looks + "the model\u2019s answer.",
        asked(Of.CLASS, "fishing", Asked.ANSWER, ""));
    assertEquals(
        "When asked about zebra in photographs of horse, " + looks + "zebra.",
        asked(Of.CLASS, "horse", Asked.ONE, "zebra"));
    assertEquals(
        "In photographs of horse, " + looks + "the class that was explained.",
        asked(Of.CLASS, "horse", Asked.VARIOUS, ""));
    assertEquals(
        "Over all photographs, " + looks + "the class on the label.",
        asked(Of.ALL, "", Asked.LABEL, ""));
    assertEquals(
        "When asked about zebra over all photographs, " + looks + "zebra.",
        asked(Of.ALL, "", Asked.ONE, "zebra"));
    assertEquals(
        "In photographs without a label, " + looks + "the model\u2019s answer.",
        asked(Of.UNLABELLED, "", Asked.ANSWER, ""));
    assertEquals(
        "When asked about zebra in photographs without a label, " + looks + "zebra.",
        asked(Of.UNLABELLED, "", Asked.ONE, "zebra"));
    assertEquals(
        "Over all photographs and the classes explained in them, net looks mostly at the person;"
            + " in all 20 cases that speaks for the class that was explained.",
        asked(Of.CASES, "", Asked.VARIOUS, ""));
  }

  @Test
  void removalAddsAShortSentence() {
    ClassAnswer answer = answer(segment("person", 20, 15, 20, OPEN), SKY);
    List<String> added = new ArrayList<>();
    for (Removed removed : Removed.values()) {
      String text = ClassSentence.of(answer, "net", removed).text();
      added.add(text.substring(say(answer).length()));
    }
    assertEquals(
        List.of(
            "",
            " By removal, too: the model needs it.",
            " But by removal it speaks for fishing.",
            " By removal, too, it speaks against fishing.",
            " But by removal it speaks against fishing.",
            " But removing it changes less than removing other places.",
            " But removing it changes little.",
            " But removing it changes nothing that removing other places does not.",
            " By removal it is open whether the model needs it."),
        added);
    ClassAnswer nothing = answer(segment("a", 20, 5, 3, OPEN), SKY);
    assertEquals(say(nothing), ClassSentence.of(nothing, "net", Removed.NEEDED).text());
  }

  @Test
  void namesAreStrongAndSidesHaveTheirColours() {
    Sentence sentence = ClassSentence.of(answer(segment("for", 20, 15, 3, OPEN), SKY), "net");
    List<String> toned =
        sentence.parts().stream()
            .filter(part -> part.tone() != Sentence.Tone.PLAIN)
            .map(part -> part.tone() + " " + part.text())
            .toList();
    assertEquals(
        List.of("STRONG fishing", "STRONG for", "AGAINST against", "STRONG fishing"), toned);
  }
}
