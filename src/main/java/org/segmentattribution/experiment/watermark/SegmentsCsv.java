package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.report.figure.PrevalenceRanks;
import org.segmentattribution.table.AggregateRow;

/**
 * Writes {@code segments.csv}: every segment at every prevalence, over the images with a watermark.
 */
final class SegmentsCsv {
  private static final List<String> COLUMNS =
      List.of(
          "prevalence",
          "segment",
          "images",
          "relative_mean_attribution",
          "relative_mean_rank",
          "rank_low",
          "rank_high",
          "top_share");

  private SegmentsCsv() {}

  static void write(Path file, List<PrevalenceRanks> ranks) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (PrevalenceRanks at : ranks) {
            for (AggregateRow row : at.rows()) {
              printer.printRecord(
                  TrialResult.number(at.prevalence(), "%d"),
                  row.segment(),
                  row.images(),
                  CsvFile.text(row.relativeMeanAttribution()),
                  CsvFile.text(row.relativeMeanRank()),
                  CsvFile.text(row.rankLow()),
                  CsvFile.text(row.rankHigh()),
                  CsvFile.text(row.topShare()));
            }
          }
        });
  }
}
