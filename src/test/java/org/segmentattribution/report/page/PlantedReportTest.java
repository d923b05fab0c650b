package org.segmentattribution.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.figure.PowerLine;
import org.segmentattribution.report.page.PlantedReport.Area;
import org.segmentattribution.report.page.PlantedReport.Count;

class PlantedReportTest {
  private static final RunDetails DETAILS =
      new RunDetails(List.of(), List.of(), List.of(), List.of());

  private static PlantedReport.Row row(String name, double area, Count quiet, Count quarter) {
    return new PlantedReport.Row(
        name, new Area(area, area - 0.1, Math.min(1, area + 0.1)), quiet, quarter, quarter, 0);
  }

  private static ReportPage page(PlantedReport.Row best, PlantedReport.Row weak) {
    return new PlantedReport(
            List.of(best, weak),
            List.of(best.name(), weak.name()),
            List.of(new PlantedReport.Kind("frame", List.of(best, weak))),
            List.of(new PlantedReport.Cell("frame", 25, 0.9, 0.95, 0.6, new Count(2, 3))),
            List.of(new PowerLine("lrp rank", List.of(new PowerLine.Point(25, 2, 3)))),
            DETAILS)
        .page();
  }

  @Test
  void saysHowOftenTheBestReadingIsRight() {
    ReportPage page =
        page(
            row("lrp rank", 0.98, new Count(2, 40), new Count(19, 20)),
            row("excess", 0.6, new Count(2, 40), new Count(4, 20)));
    assertEquals(
        "20 of 60 classifiers rely on their plant. Of 2 readings, lrp rank tells them best from the"
            + " others: area under the ROC curve 0.980 (0.88\u20131.00). By it, a shortcut carried by a"
            + " quarter of a class is found in 95 of 100 models at 5 false alarms in 100 (19 of 20,"
            + " 2 of 40).",
        page.lead().text());
    assertEquals(
        1, ((Block.Caveats) page.answer().get(page.answer().size() - 1)).sentences().size());
    assertTrue(HtmlReport.render(page).contains("frame: excess"), "what not to believe");
  }

  @Test
  void saysWhereNothingCanBeJudged() {
    PlantedReport.Row nothing = row("lrp rank", Double.NaN, new Count(0, 0), new Count(3, 4));
    ReportPage page = page(nothing, nothing);
    assertEquals(
        "4 of 4 classifiers rely on their plant. Readings can be judged only where some do and some"
            + " do not.",
        page.lead().text());
    assertEquals(
        2, ((Block.Caveats) page.answer().get(page.answer().size() - 1)).sentences().size());
  }
}
