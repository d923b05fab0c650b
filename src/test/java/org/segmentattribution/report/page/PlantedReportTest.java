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
        "20 of 60 classifiers rely on a planted shortcut; the best reading finds 19 of them and raises"
            + " a false alarm in 2 of 40 others. It is lrp rank; it finds 19 of 20 shortcuts that a"
            + " quarter of a class carried.",
        page.found());
    assertTrue(HtmlReport.render(page).contains("frame: excess"), "what not to believe");
  }

  @Test
  void saysWhereNothingCanBeJudged() {
    PlantedReport.Row nothing = row("lrp rank", Double.NaN, new Count(0, 0), new Count(3, 4));
    ReportPage page = page(nothing, nothing);
    assertEquals(
        "4 of 4 classifiers rely on a planted shortcut: readings can be judged only where some do and"
            + " some do not.",
        page.found());
  }
}
