package org.segmentattribution.table.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.file.CsvPrinter;
import org.segmentattribution.statistics.Interval;

/** {@code aggregate.csv}: the aggregates of each segment, by method and class. */
public final class AggregateCsv {
  /** The columns, in order. */
  public static final List<String> COLUMNS =
      List.of(
          "method",
          "class",
          "segment",
          "images",
          "relative_mean_attribution",
          "absolute_mean_attribution",
          "relative_mean_rank",
          "absolute_mean_rank",
          "tables",
          "rank_low",
          "rank_high",
          "top_share",
          "attribution_deviation",
          "attribution_median",
          "rank_deviation",
          "rank_median",
          "relative_mean_calibrated_rank",
          "relative_mean_shift_share",
          "relative_mean_mask_fraction",
          "tables_with_one_segment",
          "for_share",
          "for_low",
          "for_high",
          "direction");

  private AggregateCsv() {}

  /**
   * Writes these aggregates and replaces the file; numbers are read back as equal doubles, NaN is
   * an empty field.
   */
  public static void write(Path file, List<GroupAggregates> groups) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (GroupAggregates group : groups) {
            for (NameAggregate segment : group.segments()) {
              print(printer, group, segment);
            }
            if (group.elsewhere() != null) {
              print(printer, group, group.elsewhere());
            }
          }
        });
  }

  private static void print(CsvPrinter printer, GroupAggregates group, NameAggregate a)
      throws IOException {
    NameAggregate.Statistics attribution = a.statistics().get(AggregateValue.ATTRIBUTION);
    NameAggregate.Statistics rank = a.statistics().get(AggregateValue.RANK);
    Interval interval = group.ranks().getOrDefault(a.name().get(0), Interval.NONE);
    printer.printRecord(
        group.method(),
        group.className(),
        a.name().get(0),
        a.images(),
        CsvFile.text(attribution.relative()),
        CsvFile.text(attribution.absolute()),
        CsvFile.text(rank.relative()),
        CsvFile.text(rank.absolute()),
        a.allTables(),
        CsvFile.text(interval.low()),
        CsvFile.text(interval.high()),
        CsvFile.text(a.topShare()),
        CsvFile.text(attribution.deviation()),
        CsvFile.text(attribution.median()),
        CsvFile.text(rank.deviation()),
        CsvFile.text(rank.median()),
        CsvFile.text(a.statistics().get(AggregateValue.CALIBRATED_RANK).relative()),
        CsvFile.text(a.statistics().get(AggregateValue.SHIFT_SHARE).relative()),
        CsvFile.text(a.statistics().get(AggregateValue.FRACTION).relative()),
        a.singles(),
        CsvFile.text(a.signs().forShare()),
        CsvFile.text(a.signs().forInterval().low()),
        CsvFile.text(a.signs().forInterval().high()),
        a.signs().direction().text());
  }
}
