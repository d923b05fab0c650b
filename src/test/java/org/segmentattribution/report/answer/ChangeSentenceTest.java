package org.segmentattribution.report.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.table.Signs;

class ChangeSentenceTest {
  private static final Question FISHING = Question.of("fishing");
  private static final Signs FOR = new Signs(18, 2, 20);
  private static final Signs AGAINST = new Signs(3, 17, 20);
  private static final Signs MIXED = new Signs(10, 10, 20);

  private static SegmentChange change(
      String segment, double a, double b, boolean sure, Signs signsA, Signs signsB) {
    return new SegmentChange(
        FISHING,
        segment,
        new SegmentChange.Share(a, b, sure),
        new SegmentChange.Turn(signsA, signsB),
        new SegmentChange.Images(20, 20));
  }

  private static List<String> say(SegmentChange... changes) {
    return ChangeSentence.of(List.of(changes), "B").stream().map(c -> c.sentence().text()).toList();
  }

  @Test
  void lessOrMoreAndOnWhichSide() {
    assertEquals(
        List.of(
            "In fishing, B looks less at the person: 34\u00a0% of the attribution instead of"
                + " 64\u00a0%; it used to speak against fishing, now for it."),
        say(change("person", 0.64, 0.34, true, AGAINST, FOR)));
    assertEquals(
        List.of(
            "In fishing, B looks more at the person: 64\u00a0% of the attribution instead of"
                + " 34\u00a0%; it still speaks for fishing."),
        say(change("person", 0.34, 0.64, true, FOR, FOR)));
  }

  @Test
  void mixedSignsAreSaidWhereOneSideWasOrBecameClear() {
    String less =
        "In fishing, B looks less at the person: 3\u00a0% of the attribution instead of 6\u00a0%";
    assertEquals(
        List.of(
            less + "; it used to speak sometimes for and sometimes against fishing, now for it."),
        say(change("person", 0.06, 0.03, true, MIXED, FOR)));
    assertEquals(
        List.of(
            less
                + "; it used to speak against fishing, now sometimes for and sometimes against it."),
        say(change("person", 0.06, 0.03, true, AGAINST, MIXED)));
    assertEquals(List.of(less + "."), say(change("person", 0.06, 0.03, true, MIXED, MIXED)));
    assertEquals(
        List.of(less + "."), say(change("person", 0.06, 0.03, true, Signs.NONE, Signs.NONE)));
  }

  @Test
  void onlyWhatIsBeyondChanceIsSaidTheLargestFirst() {
    List<String> said =
        say(
            change("sky", 0.2, 0.25, true, FOR, FOR),
            change("sea", 0.2, 0.5, false, FOR, FOR),
            change("person", 0.4, 0.1, true, FOR, FOR));
    assertEquals(2, said.size());
    assertEquals("In fishing, B looks less at the person", said.get(0).split(":")[0]);
    assertEquals("In fishing, B looks more at the sky", said.get(1).split(":")[0]);
    assertEquals("Nothing changed beyond chance.", ChangeSentence.nothing(true).text());
    assertEquals(
        "Nothing was compared: no segment is in both.", ChangeSentence.nothing(false).text());
  }

  @Test
  void twoThatShareTheWholeAreOneFact() {
    assertEquals(
        List.of(
            "In fishing, B looks less at the person (34\u00a0% of the attribution instead of"
                + " 64\u00a0%) and more at the background (62\u00a0% instead of 33\u00a0%); the person"
                + " used to speak against fishing, now for it; the background still speaks for"
                + " fishing."),
        say(
            change("background", 0.33, 0.62, true, FOR, FOR),
            change("person", 0.64, 0.34, true, AGAINST, FOR)));
    assertEquals(
        2,
        say(
                change("background", 0.33, 0.5, true, FOR, FOR),
                change("person", 0.5, 0.34, true, AGAINST, FOR))
            .size(),
        "others have a sixth");
  }

  @Test
  void sharesThatRoundAlikeHaveDecimals() {
    assertEquals(
        "In fishing, B looks less at the sky: 0.2\u00a0% of the attribution instead of 0.4\u00a0%.",
        say(change("sky", 0.004, 0.002, true, MIXED, MIXED)).get(0));
  }

  @Test
  void aTurnIsSaidWhereTheShareIsTheSame() {
    assertEquals(
        List.of(
            "In fishing, the person used to speak against fishing, now for it; its share of the"
                + " attribution did not change beyond chance."),
        say(change("person", 0.5, 0.5, false, AGAINST, FOR)));
    Signs four = new Signs(4, 1, 5);
    Signs one = new Signs(1, 4, 5);
    assertEquals(List.of(), say(change("person", 0.5, 0.5, false, four, one)), "may be chance");
    assertEquals(List.of(), say(change("person", 0.5, 0.5, false, FOR, MIXED)));
  }

  @Test
  void othersThanClassesHaveWords() {
    SegmentChange.Share share = new SegmentChange.Share(0.2, 0.4, true);
    SegmentChange.Turn turn = new SegmentChange.Turn(FOR, FOR);
    SegmentChange.Images images = new SegmentChange.Images(9, 9);
    assertEquals(
        "Over all photographs, B looks more at the sky: 40\u00a0% of the attribution instead of"
            + " 20\u00a0%; it still speaks for the class on the label.",
        ChangeSentence.of(
                List.of(new SegmentChange(Question.of(""), "sky", share, turn, images)), "B")
            .get(0)
            .sentence()
            .text());
  }
}
