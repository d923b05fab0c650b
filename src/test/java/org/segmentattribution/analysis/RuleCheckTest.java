package org.segmentattribution.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.table.Column;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TestRow;

class RuleCheckTest {
  private static final RuleCheck CHECK = new RuleCheck(false, false, 1);

  @TempDir Path folder;
  private Path run;

  /** 20 images of which every second is a horse; the watermark, in zebras alone, is 1st or 2nd. */
  @BeforeEach
  void write() throws IOException {
    run = folder.resolve("sat.csv");
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String label = i % 2 == 0 ? "big zebra" : "horse";
      int first = i % 4 == 0 ? 1 : 2;
      rows.add(row(i, label, "v1.2 logo", label.equals("horse") ? 2 : first));
      if (!label.equals("horse")) {
        rows.add(row(i, label, "watermark", 3 - first));
      } else {
        rows.add(row(i, label, "ground", 1));
      }
    }
    SatCsv.write(run, rows);
  }

  private static SegmentAttribution row(int image, String label, String segment, double rank) {
    return TestRow.of("i" + image, segment)
        .label(label)
        .with(Column.SEGMENT_ID, (int) rank)
        .mean(1 / rank)
        .rank(rank)
        .calibrated(0.25, rank)
        .row();
  }

  private RuleResult check(RuleCheck check, String rule) throws IOException {
    return check.of(run, List.of(Rule.parse(rule))).get(0);
  }

  @Test
  void meansAndTheirIntervals() throws IOException {
    RuleResult r = check(CHECK, "watermark.rank <= 1.5");
    assertEquals(1.5, r.mean());
    assertEquals(10, r.found());
    assertEquals(20, r.images());
    assertTrue(r.passed());
    assertTrue(r.low() < 1.5 && r.high() > 1.5 && r.sureness() > 0.3 && r.sureness() < 0.8);
    assertFalse(check(new RuleCheck(true, false, 1), "watermark.rank <= 1.5").passed());
    assertTrue(check(new RuleCheck(true, false, 1), "watermark.rank <= 2").passed());
    assertFalse(check(CHECK, "watermark.rank < 1.5").passed());
  }

  @Test
  void everyMeasure() throws IOException {
    // ten horses without one count as the rank after their two rows
    assertEquals((10 * 1.5 + 10 * 3) / 20, check(CHECK, "watermark.absolute_rank > 0").mean());
    assertEquals(0.5, check(CHECK, "watermark.detected >= 50%").mean());
    assertEquals(0.25, check(CHECK, "watermark.shift_share < 30 %").mean());
    assertEquals(0.75, check(CHECK, "watermark.attribution > 0").mean(), 1e-12);
    assertEquals(0.375, check(CHECK, "watermark.absolute_attribution > 0").mean(), 1e-12);
    assertEquals(0.5, check(CHECK, "watermark.attribution_share > 0").mean(), 1e-12);
  }

  @Test
  void namesMayHoldDotsAndBlanks() throws IOException {
    RuleResult r = check(CHECK, "V1.2  Logo.rank >= 2 in horse by lrp-z");
    assertEquals(2, r.mean());
    assertEquals(10, r.images());
    assertTrue(r.passed());
    assertEquals("big zebra", Rule.parse("a b.rank > 1 in big zebra").className());
  }

  @Test
  void aHandfulOfImagesAndSingleSegmentsAreNoProof() throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      rows.add(row(i, "zebra", "mane", 1));
      if (i < 4) {
        rows.add(row(i, "zebra", "logo", 2));
      }
    }
    rows.add(row(9, "zebra", "alone", 1));
    SatCsv.write(run, rows);
    RuleResult few = check(CHECK, "logo.rank > 1");
    assertTrue(few.passed() && Double.isNaN(few.low()) && Double.isNaN(few.sureness()));
    assertFalse(check(new RuleCheck(true, false, 1), "logo.rank > 1").passed());
    // five of the nine manes are alone in their tables: four ranks are left
    assertTrue(Double.isNaN(check(CHECK, "mane.rank <= 1").low()));
    assertTrue(check(CHECK, "mane.attribution > 0").low() > 0);
    RuleResult alone = check(new RuleCheck(false, true, 1), "alone.rank > 1");
    assertEquals(1, alone.found());
    assertTrue(Double.isNaN(alone.mean()));
    assertFalse(alone.passed(), "it is there, so it is not missing");
    assertEquals(0.1, check(CHECK, "alone.detected < 0.2").mean(), 1e-12);
  }

  @Test
  void aSegmentThatIsNowhereHoldsNothing() throws IOException {
    assertFalse(check(CHECK, "tail.rank > 3").passed());
    assertTrue(Double.isNaN(check(CHECK, "tail.rank > 3").mean()));
    assertTrue(check(new RuleCheck(false, true, 1), "tail.rank > 3").passed());
    assertTrue(check(CHECK, "tail.detected < 10%").passed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "watermark", ".rank > 1", "w.rnk > 1", "w.rank = 1", "w.rank > x"})
  void whatIsNoRule(String text) {
    String said = assertThrows(IllegalArgumentException.class, () -> Rule.parse(text)).getMessage();
    assertEquals(1, said.lines().count(), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.rank > 1 in cat", "w.rank > 1 by gradient", "w.rank > 1 in x' OR 'y"})
  void whatTheRunDoesNotHave(String text) {
    assertThrows(WrongInput.class, () -> check(CHECK, text));
  }

  /** A name that other classes have is not the name that was meant. */
  @Test
  void aSegmentOfAnotherClassIsNotSuggested() throws IOException {
    assertEquals(
        "'ground' occurs in none of 10 images",
        check(CHECK, "ground.rank > 1 in big zebra").inWords());
    assertTrue(check(CHECK, "grond.rank > 1").inWords().contains("did you mean \"ground\"?"));
  }

  /** What lies outside every segment has a share, but no rank. */
  @Test
  void elsewhereHasAShareAndNoRank() throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>(SatCsv.read(run));
    for (int i = 0; i < 20; i++) {
      rows.add(
          TestRow.of("i" + i, "elsewhere")
              .label(i % 2 == 0 ? "big zebra" : "horse")
              .mean(0.5)
              .rank(Double.NaN)
              .row());
    }
    SatCsv.write(run, rows);
    RuleResult result = check(CHECK, "elsewhere.attribution_share <= 0.25");
    assertTrue(result.passed());
    assertEquals(0.25, result.measured().mean(), 1e-12);
    assertEquals(20, result.found());
    assertTrue(check(CHECK, "elsewhere.detected >= 1").passed());
    WrongInput refused = assertThrows(WrongInput.class, () -> check(CHECK, "elsewhere.rank > 1"));
    assertTrue(refused.getMessage().contains("has no rank"), refused.getMessage());
    assertTrue(check(CHECK, "watermark.rank > 1 in big zebra").passed());
  }
}
