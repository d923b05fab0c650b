package org.segmentattribution.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.image.CsvFile;
import org.segmentattribution.image.CsvRow;

/** Aggregates as {@code aggregate.csv}. */
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
          "top_share");

  private AggregateCsv() {}

  /** Replaces the file by these rows; numbers read back as the same doubles, NaN is empty. */
  public static void write(Path file, Iterable<AggregateRow> rows) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (AggregateRow r : rows) {
            printer.printRecord(
                r.method(),
                r.className(),
                r.segment(),
                r.images(),
                CsvFile.text(r.relativeMeanAttribution()),
                CsvFile.text(r.absoluteMeanAttribution()),
                CsvFile.text(r.relativeMeanRank()),
                CsvFile.text(r.absoluteMeanRank()),
                r.tables(),
                CsvFile.text(r.rankLow()),
                CsvFile.text(r.rankHigh()),
                CsvFile.text(r.topShare()));
          }
        });
  }

  /**
   * All rows; columns may come in another order and with others between them.
   *
   * @throws IOException naming file, line and column
   */
  public static List<AggregateRow> read(Path file) throws IOException {
    List<AggregateRow> rows = new ArrayList<>();
    CsvFile.read(file, COLUMNS, row -> rows.add(parse(row)));
    return rows;
  }

  private static AggregateRow parse(CsvRow row) throws IOException {
    return new AggregateRow(
        row.text("method"),
        row.text("class"),
        row.text("segment"),
        row.integer("images"),
        row.integer("tables"),
        row.number("relative_mean_attribution"),
        row.number("absolute_mean_attribution"),
        row.number("relative_mean_rank"),
        row.number("absolute_mean_rank"),
        row.number("rank_low"),
        row.number("rank_high"),
        row.number("top_share"));
  }
}
