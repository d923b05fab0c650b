package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.answer.ClassAnswer;
import org.segmentattribution.report.answer.SegmentAnswer;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Signs;
import org.segmentattribution.table.store.AggregateValue;
import org.segmentattribution.table.store.Doubts;
import org.segmentattribution.table.store.NameAggregate;

/** The borders of alarms and caveats. */
class DoubtsAlarmsTest {
  /** One table of a hundred at least is 0 from a twentieth on. */
  @ParameterizedTest
  @CsvSource({"100, 5, 1", "100, 4, 0", "19, 1, 1", "21, 1, 0"})
  void aTwentiethOfFlatTablesIsWorthAWord(int tables, int flat, int alarms) {
    assertEquals(alarms, Alarms.ofFlat(List.of(new Doubts.Flat("gradient", tables, flat))).size());
  }

  @Test
  void onlyDeepTaylorIsExplained() {
    List<String> alarms =
        Alarms.ofFlat(
                List.of(new Doubts.Flat("gradient", 10, 5), new Doubts.Flat("deep-taylor", 10, 5)))
            .stream()
            .map(Alarm::line)
            .toList();
    assertTrue(alarms.get(0).endsWith("so that all share one rank."), alarms.get(0));
    assertTrue(
        alarms.get(1).contains("one rank: it explains positive logits alone"), alarms.get(1));
  }

  private static Doubts doubts(int images, int correct, Doubts.Tables tables) {
    return new Doubts(new Doubts.Predictions(images, correct, 4, 4, 4, "zebra"), tables);
  }

  private static List<Alarm> alarms(int images, int correct, int other, int singles) {
    return Alarms.of(doubts(images, correct, new Doubts.Tables(images, other, 0, singles)));
  }

  /** Guessing among 4 is right in 25 % ± 4.33 %; up to two errors above it says nothing. */
  @ParameterizedTest
  @CsvSource({"100, 33, 1", "100, 34, 0", "100, 0, 1", "9, 0, 0", "10, 5, 1", "10, 6, 0"})
  void anAccuracyNearGuessingRaisesAnAlarm(int images, int correct, int alarms) {
    assertEquals(alarms, alarms(images, correct, 0, 0).size());
  }

  @ParameterizedTest
  @CsvSource({"10, 0, 0", "11, 0, 1", "0, 9, 0", "0, 10, 1", "11, 10, 2"})
  void moreThanHalfOtherClassesOrHalfSingleSegments(int other, int singles, int alarms) {
    assertEquals(alarms, alarms(20, 20, other, singles).size());
  }

  @Test
  void nothingAtAllRaisesNoAlarm() {
    assertEquals(List.of(), alarms(0, 0, 0, 0));
  }

  /** What guessing does to the tables is another fact, with words for labels and for others. */
  @Test
  void wrongAnswersAreExplained() {
    Doubts labels = doubts(20, 4, new Doubts.Tables(20, 16, 0, 0));
    assertEquals("It explains wrong answers.", Alarms.of(labels).get(1).title());
    Doubts others = doubts(20, 4, new Doubts.Tables(20, 16, 16, 0));
    assertEquals("It explains another class.", Alarms.of(others).get(1).title());
  }

  @Test
  void guessingIsCountedInPhotographs() {
    Doubts.Tables tables = new Doubts.Tables(30, 0, 0, 0);
    assertTrue(Alarms.of(doubts(30, 4, tables)).get(0).text().contains("guessing gets about 8."));
    assertTrue(Alarms.of(doubts(32, 4, tables)).get(0).text().contains("guessing gets 8."));
  }

  private static ClassAnswer answer(String name, int photographs) {
    return new ClassAnswer(
        name, photographs, photographs, ClassAnswer.Accuracy.NONE, true, List.of());
  }

  private static String few(ClassAnswer... answers) {
    return Alarms.ofAnswers(List.of(answers)).stream().map(Alarm::line).findFirst().orElse("");
  }

  @Test
  void fewerThanThirtyPhotographs() {
    String so = ": other photographs may give another answer.";
    assertEquals("", few(answer("a", 30), answer("b", 31)));
    assertEquals(
        "Few photographs. a has fewer than 30" + so, few(answer("a", 29), answer("b", 30)));
    assertEquals(
        "Few photographs. a and c have fewer than 30" + so,
        few(answer("a", 29), answer("b", 30), answer("c", 5)));
    assertEquals(
        "Few photographs. Both classes have fewer than 30" + so,
        few(answer("a", 29), answer("b", 1)));
    assertEquals(
        "Few photographs. All classes have fewer than 30" + so,
        few(answer("a", 29), answer("b", 1), answer("c", 1)));
    assertEquals("Few photographs. There is only 1" + so, few(answer("a", 1)));
    assertEquals("Few photographs. There are only 29" + so, few(answer("", 29)));
    assertEquals(
        "Few photographs. a, b, c and 1 more have fewer than 30" + so,
        few(answer("a", 1), answer("b", 1), answer("c", 1), answer("d", 1), answer("e", 30)));
  }

  private static ClassAnswer first(String name, String segment) {
    AggregateRow row =
        new AggregateRow(
            "lrp-z",
            name,
            segment,
            new AggregateRow.Counts(40, 40, 40, 0),
            new AggregateRow.Attribution(1, 1),
            new AggregateRow.Rank(1, 1, new Interval(1, 2, 0), 0.8),
            new Signs(30, 10, 40));
    return new ClassAnswer(
        name,
        40,
        40,
        ClassAnswer.Accuracy.NONE,
        true,
        List.of(new SegmentAnswer(row, 30, new SegmentAnswer.Shares(0.5, 0.1, Estimate.NONE))));
  }

  /** Only what is first in a class is worth an alarm. */
  @Test
  void theFirstSegmentHasDoubtfulMasks() {
    Map<String, String> doubtful = Map.of("mane", "unstable under a small shift, IoU 0.41");
    assertEquals(List.of(), Alarms.ofMasks(List.of(first("zebra", "legs")), doubtful));
    assertEquals(List.of(), Alarms.ofMasks(List.of(first("zebra", "mane")), Map.of()));
    assertEquals(List.of(), Alarms.ofMasks(List.of(answer("zebra", 30)), doubtful));
    assertEquals(
        "Doubtful masks. First in zebra and lion is \u201cmane\u201d: unstable under a small shift,"
            + " IoU 0.41. Look at its photographs.",
        Alarms.ofMasks(
                List.of(first("zebra", "mane"), first("horse", "legs"), first("lion", "mane")),
                doubtful)
            .get(0)
            .line());
  }

  private static MethodAgreement pair(String className, String b, int images, double median) {
    return new MethodAgreement(
        className,
        "lrp-z",
        b,
        3,
        new MethodAgreement.Means(1, 1, 1, 1, 1, 1),
        new MethodAgreement.Within(images, median, List.of(median, median, median)));
  }

  private static MethodAgreements agreements(String className, MethodAgreement... pairs) {
    List<String> methods = new ArrayList<>(List.of("lrp-z"));
    for (MethodAgreement pair : pairs) {
      methods.add(pair.methodB());
    }
    return new MethodAgreements(className, methods, List.of(pairs), 1, 1);
  }

  private static String methods(MethodAgreements... agreements) {
    List<ClassAnswer> answers = new ArrayList<>();
    for (MethodAgreements of : agreements) {
      answers.add(answer(of.className(), 40));
    }
    return Alarms.ofMethods("lrp-z", List.of(agreements), answers).stream()
        .map(Alarm::line)
        .findFirst()
        .orElse("");
  }

  @Test
  void anotherMethodOrdersSegmentsOtherwise() {
    String order =
        " the segments in another order in at least half of the photographs with two or more";
    MethodAgreements same = agreements("a", pair("a", "gradient", 5, 0.5));
    assertEquals("", methods(same));
    assertEquals("", methods(agreements("a", pair("a", "gradient", 4, -1))));
    MethodAgreements other = agreements("b", pair("b", "gradient", 5, 0.49));
    assertEquals("A second method disagrees. It puts" + order + ".", methods(other));
    assertEquals("A second method disagrees. For b, it puts" + order + ".", methods(same, other));
    assertEquals(
        "A second method disagrees. It puts" + order + ", in every class.",
        methods(agreements("a", pair("a", "gradient", 5, 0)), other));
    MethodAgreement close = pair("a", "lrp-0", 9, 1);
    assertEquals(
        "Other methods disagree. gradient puts" + order + ".",
        methods(agreements("a", close, pair("a", "gradient", 9, 0))));
    assertEquals(
        "Other methods disagree. 2 of 3 put" + order + ".",
        methods(
            agreements("a", close, pair("a", "gradient", 9, 0), pair("a", "grad-cam", 9, 0.2))));
    assertEquals(
        "Other methods disagree. 2 of 2 put" + order + " in a class or more.",
        methods(
            agreements("a", pair("a", "gradient", 9, 0), pair("a", "grad-cam", 9, 1)),
            agreements("b", pair("b", "gradient", 9, 1), pair("b", "grad-cam", 9, 0.2))));
  }

  private static NameAggregate segment(String name, int images, double rank, double calibrated) {
    return new NameAggregate(
        List.of("lrp-z"),
        List.of(name),
        new NameAggregate.Counts(images, images, images, 20, 0),
        0.5,
        new Signs(images, 0, images),
        Map.of(AggregateValue.RANK, mean(rank), AggregateValue.CALIBRATED_RANK, mean(calibrated)),
        false);
  }

  private static NameAggregate.Statistics mean(double value) {
    return new NameAggregate.Statistics(value, value, 0, 0, value, 20, 20);
  }

  /** Gains of 1 in ten images count, of less or in nine images they do not. */
  @ParameterizedTest
  @CsvSource({"10, 2, 3, true", "9, 2, 3, false", "10, 2, 2.75, false", "10, 3, 2, true"})
  void aPlaceInTenImagesIsWorthAWord(int images, double rank, double calibrated, boolean said) {
    assertEquals(
        said,
        CalibratedRanks.caveat("zebra", List.of(segment("logo", images, rank, calibrated)))
            .isPresent());
  }

  /** Those that gain most from their size come first; four are named. */
  @Test
  void theLargestGainsAreNamedFirst() {
    List<NameAggregate> segments = new ArrayList<>();
    for (int gain = 1; gain <= 5; gain++) {
      segments.add(segment("gains " + gain, 10, 2, 2 + gain));
    }
    segments.add(segment("loses", 10, 5, 2));
    Optional<String> caveat = CalibratedRanks.caveat("zebra", segments);
    String said = caveat.orElseThrow();
    assertTrue(
        said.contains(
            "gains 5 is 7.0, not 2.0, gains 4 is 6.0, not 2.0, gains 3 is 5.0, not 2.0,"
                + " gains 2 is 4.0, not 2.0 and others"),
        said);
  }

  @Test
  void equalGainsGoByName() {
    String said =
        CalibratedRanks.caveat("all", List.of(segment("b", 10, 1, 3), segment("a", 10, 2, 4)))
            .orElseThrow();
    assertTrue(said.indexOf("a is 4.0") < said.indexOf("b is 3.0"), said);
  }
}
