package org.segmentattribution.command.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.page.ResultTable;
import org.segmentattribution.report.page.TableFormat;

class ShortColumnsTest {
  private static final ResultTable WITH_INTERVALS =
      new ResultTable(
          List.of(
              "method",
              "segment",
              "images",
              "tables",
              "rows",
              "relative_mean_rank",
              "relative_mean_rank_low",
              "relative_mean_rank_high",
              "rank_deviation",
              "rank_median",
              "absolute_mean_rank",
              "absolute_mean_rank_low",
              "absolute_mean_rank_high",
              "top_share",
              "tables_with_one_segment",
              "for_share",
              "for_low",
              "for_high",
              "direction"),
          List.of(
              List.of(
                  "lrp-z",
                  "a segment with a very long name indeed",
                  20,
                  20,
                  20,
                  2.4,
                  1.81,
                  3.05,
                  1.3,
                  2.0,
                  2.4,
                  Double.NaN,
                  Double.NaN,
                  0.3,
                  0,
                  1.0,
                  0.8,
                  1.0,
                  "for")));

  @Test
  void namesCountMeansIntervalsAndDirection() {
    ResultTable table = ShortColumns.of(WITH_INTERVALS, 0);
    assertEquals(
        List.of(
            "method",
            "segment",
            "images",
            "mean_rank",
            "95 % interval",
            "absolute_rank",
            "95 % interval",
            "direction"),
        table.columns());
    assertEquals(
        List.of(
            "lrp-z",
            "a segment with a very long name indeed",
            20,
            2.4,
            "1.810 to 3.050",
            2.4,
            "\u2013",
            "for"),
        table.rows().get(0));
  }

  @Test
  void meansWithoutIntervals() {
    ResultTable table =
        new ResultTable(
            List.of(
                "segment", "images", "rows", "mean_excess", "excess_deviation", "excess_median"),
            List.of(List.of("sky", 3, 3, 0.5, 0.1, 0.5)));
    assertEquals(List.of("segment", "images", "mean_excess"), ShortColumns.of(table, 0).columns());
  }

  @Test
  void whatIsTooWideIsLeftOutThenNamesAreCut() {
    ResultTable narrower = ShortColumns.of(WITH_INTERVALS, 100);
    assertEquals(
        List.of("method", "segment", "images", "mean_rank", "95 % interval", "direction"),
        narrower.columns());
    assertTrue(TableFormat.TABLE.text(narrower).contains("very long name indeed"));
    String text = TableFormat.TABLE.text(ShortColumns.of(WITH_INTERVALS, 75));
    assertTrue(text.contains("a segment") && text.contains("\u2026"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 75), text);
    String narrow = TableFormat.TABLE.text(ShortColumns.of(WITH_INTERVALS, 20));
    assertTrue(narrow.contains("a segme\u2026"), narrow);
  }
}
