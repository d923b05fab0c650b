package org.segmentattribution.report.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.ReportPage;
import org.segmentattribution.report.page.RunDetails;
import org.segmentattribution.report.svg.Drawing;

class SuspectsReportTest {
  private static final String SVG =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"></svg>";

  private static SuspectsReport.Found found(
      int number, String className, SuspectsReport.Doubt doubt) {
    return new SuspectsReport.Found(
        number,
        "",
        doubt,
        new SuspectsReport.Counts(30, 24),
        Map.of(className, 0.484),
        List.of(0.0127, 1.2, 0.37, 0.88, 0.41, 0.69, 0.95),
        Drawing.of("", SVG));
  }

  private static ReportPage page(SuspectsReport.Found... found) {
    return new SuspectsReport(
            new SuspectsReport.Searched(50, 0.7, 0.2, 99),
            List.of(found),
            List.of(),
            new RunDetails(List.of(), List.of(), List.of(), List.of()))
        .page();
  }

  @Test
  void surroundingsAreFolded() {
    ReportPage page =
        page(
            found(1, "zebra", SuspectsReport.Doubt.NONE),
            found(2, "zebra", SuspectsReport.Doubt.UNSURE),
            found(3, "zebra", SuspectsReport.Doubt.WEAK));
    assertFalse(page.sections().get(0).folded());
    assertTrue(page.sections().get(1).folded());
    assertTrue(page.sections().get(2).folded());
    assertEquals("no more than a surrounding", page.sections().get(2).note());
  }

  @Test
  void theFirstIsOpenWhereTheSentenceNamesIt() {
    ReportPage page = page(found(1, "zebra", SuspectsReport.Doubt.UNSURE));
    assertFalse(page.sections().get(0).folded());
    assertTrue(HtmlReport.render(page).contains("Look at suspect 1"));
  }

  @Test
  void partsAndSharesAreSaid() {
    String page = HtmlReport.render(page(found(1, "zebra", SuspectsReport.Doubt.NONE)));
    assertTrue(page.contains("48\u00a0% of zebra"), page);
    assertTrue(page.contains("1.3\u00a0% of all attribution"), page);
  }

  @Test
  void runsWithoutLabelsSpeakOfAllPhotographs() {
    String page = HtmlReport.render(page(found(1, "", SuspectsReport.Doubt.NONE)));
    assertTrue(page.contains("48\u00a0% of all photographs"), page);
    assertEquals("48\u00a0% of all photographs", ClassPart.text(Map.entry("", 0.484)));
  }
}
