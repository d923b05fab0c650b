package org.segmentattribution.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.figure.PrevalencePoint;
import org.segmentattribution.report.figure.PrevalenceRanks;
import org.segmentattribution.report.part.AccuracyChange;
import org.segmentattribution.report.part.DotScale;
import org.segmentattribution.statistics.Interval;
import org.segmentattribution.table.AggregateRow;
import org.segmentattribution.table.Signs;

/** The sentences that begin the pages of all commands but {@code explain}: a test a rule. */
class HeroSentenceTest {
  private static SegmentReport.Count count(String name, int images) {
    return new SegmentReport.Count(name, images, images / 100.0, 0.5, 0.1);
  }

  private static String segments(SegmentReport.Count... counts) {
    return SyntheticPages.segments(List.of(counts)).found().text();
  }

  @Test
  void segmentsThatAreNeverOrSeldomFoundAreNamed() {
    assertEquals(
        "2 of 2 names were found, each in at least one photograph in ten.",
        segments(count("a", 10), count("b", 90)));
    assertEquals(
        "1 of 1 name was found, in at least one photograph in ten.", segments(count("a", 10)));
    assertEquals(
        "2 of 3 names were found; c nowhere; a in fewer than one photograph in ten.",
        segments(count("a", 9), count("b", 90), count("c", 0)));
    assertEquals(
        "5 of 5 names were found; a, b, c and 1 more in fewer than one photograph in ten.",
        segments(count("a", 1), count("b", 1), count("c", 1), count("d", 1), count("e", 50)));
    assertEquals(
        "None of 2 names was found in any photograph.", segments(count("a", 0), count("b", 0)));
  }

  private static AggregateRow row(String segment, double rank, double top, int images) {
    return new AggregateRow(
        "lrp-z",
        "zebra",
        segment,
        new AggregateRow.Counts(images, images, images, 0),
        new AggregateRow.Attribution(1, 1),
        new AggregateRow.Rank(rank, rank, new Interval(rank, rank, 0), top),
        new Signs(images, 0, images));
  }

  /** Returns a sentence about ranks of the mark, one for each share; NaN = not found. */
  private static String watermark(double[] shares, double[] ranks, double top) {
    List<PrevalencePoint> points = new ArrayList<>();
    List<PrevalenceRanks> all = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      points.add(
          new PrevalencePoint(
              shares[i], new PrevalencePoint.Rank(ranks[i], ranks[i], ranks[i]), 0.9, 0.9, 3, 0.1));
      List<AggregateRow> rows =
          new ArrayList<>(List.of(row("eyes", 1.5, 0.5, 300), row("sky", 2.5, 0, 300)));
      if (!Double.isNaN(ranks[i])) {
        rows.add(row("mark", ranks[i], top, 300));
      }
      all.add(new PrevalenceRanks(shares[i], rows));
    }
    return new WatermarkReport(
            new WatermarkReport.Subject("mark", "zebra", "lrp-z"),
            new WatermarkReport.Results(points, List.of(), all, List.of()),
            List.of(),
            List.of(),
            Synthetic.details())
        .found()
        .text();
  }

  @Test
  void theMarkHasAPlaceBeforeAndAfter() {
    assertEquals(
        "Without marked photographs the model ranks the mark 3rd of 3 segments; with all zebra"
            + " photographs marked it looks first at it, in 298 of 300.",
        watermark(new double[] {0, 100}, new double[] {2.8, 1}, 298 / 300.0));
    assertEquals(
        "With 5\u00a0% of the zebra photographs marked the model ranks the mark 3rd of 3 segments;"
            + " with 50\u00a0% of the zebra photographs marked it ranks it 2nd, and first in 30 of 300.",
        watermark(new double[] {5, 50}, new double[] {2.8, 2}, 0.1));
    assertEquals(
        "With all zebra photographs marked it looks first at the mark, in all 300.",
        watermark(new double[] {100}, new double[] {1}, 1));
    assertEquals(
        "With all zebra photographs marked it ranks the mark 2nd of 3 segments, and first in 30 of"
            + " 300.",
        watermark(new double[] {100}, new double[] {2}, 0.1));
    assertEquals(
        "The mark was found in no photograph: nothing to say.",
        watermark(new double[] {0, 100}, new double[] {Double.NaN, Double.NaN}, 0));
  }

  @Test
  void theFirstRatingSaysWhetherSizeIsBeaten() {
    assertEquals(
        "lrp\u2019s total attribution predicts best what taking a segment out does: it scores 0.92,"
            + " the size of the segments alone 0.74 (1 is perfect, 0.5 is chance).",
        rated(SyntheticPages.choice("effect", "lrp", 0.92, 0.18)));
    assertEquals(
        "Nothing is shown to predict what taking a segment out does better than its size: lrp\u2019s"
            + " total attribution scores 0.70, the size alone 0.69, a lead that may be luck (1 is perfect, 0.5 is chance).",
        rated(SyntheticPages.choice("effect", "lrp", 0.7, 0.01)));
    assertEquals(
        "The photographs are too few to choose: give more.",
        rated(SyntheticPages.choice("effect", "lrp", 0.7, Double.NaN)));
    assertEquals(
        "No photograph has three segments: nothing can be chosen.",
        rated(SyntheticPages.choice("effect", null, Double.NaN, Double.NaN)));
  }

  @Test
  void onlyAChoiceThatWasMadeHasAFullDot() {
    for (double lead : new double[] {0.18, Double.NaN}) {
      RateReport.Choice choice = SyntheticPages.choice("effect", "lrp", 0.7, lead);
      Section section = SyntheticPages.rate(List.of(choice)).page().sections().get(0);
      DotScale scale = ((Block.Dots) section.blocks().get(0)).scale();
      assertEquals(choice.isMade(), scale.mark().words().endsWith("full dot: chosen."));
      assertEquals(choice.isMade(), scale.rows().stream().anyMatch(DotScale.Row::strong));
    }
  }

  private static String rated(RateReport.Choice choice) {
    return SyntheticPages.rate(List.of(choice)).found().get(0).text();
  }

  @Test
  void bothClassifiersOfActionsAreJudgedOnWhatNeitherHasSeen() {
    assertEquals(
        "On test photographs that neither has seen, the biased classifier is right in 62\u00a0%, the"
            + " less biased one in 78\u00a0%.",
        SyntheticPages.bar("eyes").found().text());
  }

  @Test
  void comparedRunsAreRightMoreOrLessOften() {
    assertEquals("Right more often: 5 gained, 2 lost", heading(SyntheticPages.accuracy(20, 23)));
    List<AccuracyChange> apart = SyntheticPages.accuracy(20, 23).changes();
    assertEquals(
        "Right less often: 2 gained, 5 lost", heading(new CompareReport.Accuracy(apart, 2, 5)));
    assertEquals(
        "Right as often: 2 gained, 2 lost", heading(new CompareReport.Accuracy(apart, 2, 2)));
    assertEquals("Right more often", heading(new CompareReport.Accuracy(apart, -1, -1)));
    assertEquals("", heading(CompareReport.Accuracy.NONE));
  }

  private static String heading(CompareReport.Accuracy accuracy) {
    return SyntheticPages.compare(accuracy, SyntheticPages.compared("eyes")).heading();
  }

  /** Every whole number and share of a first screen is in the tables of its page, too. */
  @Test
  void everyNumberOfAHeroIsInATable() {
    Map<String, ReportPage> pages = SyntheticPages.all("eyes");
    pages.put("watermark", Synthetic.watermarkReport().page());
    pages.forEach(
        (name, page) -> {
          String html = HtmlReport.render(page);
          String tables = html.replaceAll("(?s)<table.*?</table>", "\u0000$0\u0000");
          StringBuilder cells = new StringBuilder();
          Pattern.compile("(?s)<table.*?</table>")
              .matcher(tables)
              .results()
              .forEach(t -> cells.append(t.group().replaceAll("<[^>]*>", " ")));
          Pattern.compile("\\d+(\\.\\d+)?")
              .matcher(page.found().replace("1 is perfect, 0.5 is chance", ""))
              .results()
              .forEach(
                  n ->
                      assertTrue(
                          cells
                                  .toString()
                                  .matches(
                                      "(?s).*(?<![\\d.])" + Pattern.quote(n.group()) + "(?!\\d).*")
                              || isCount(page, n.group()),
                          name + ": " + n.group() + " of: " + page.found()));
        });
  }

  /** Counts of rows need no cell. */
  private static boolean isCount(ReportPage page, String number) {
    return page.sections().stream()
        .flatMap(s -> s.blocks().stream())
        .anyMatch(b -> b instanceof Block.Table t && number.equals("" + t.rows().size()));
  }
}
