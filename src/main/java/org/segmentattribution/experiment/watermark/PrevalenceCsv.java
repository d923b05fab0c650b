package org.segmentattribution.experiment.watermark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.file.CsvFile;

/** Writes and reads {@code prevalence.csv}: one row for each trial. */
final class PrevalenceCsv {
  private static final List<String> COLUMNS =
      List.of(
          "prevalence",
          "seed",
          "clean_accuracy",
          "watermarked_accuracy",
          "watermark_mean_rank",
          "watermark_relative_mean_attribution");

  private PrevalenceCsv() {}

  static void write(Path file, List<TrialResult> trials) throws IOException {
    CsvFile.write(
        file,
        COLUMNS,
        printer -> {
          for (TrialResult trial : trials) {
            printer.printRecord(
                TrialResult.number(trial.prevalence(), "%d"),
                trial.seed(),
                CsvFile.text(trial.cleanAccuracy()),
                CsvFile.text(trial.watermarkedAccuracy()),
                CsvFile.text(trial.watermarkMeanRank()),
                CsvFile.text(trial.watermarkRelativeMeanAttribution()));
          }
        });
  }

  static List<TrialResult> read(Path file) throws IOException {
    List<TrialResult> trials = new ArrayList<>();
    CsvFile.read(
        file,
        COLUMNS,
        row ->
            trials.add(
                new TrialResult(
                    row.number("prevalence"),
                    row.integer("seed"),
                    row.number("clean_accuracy"),
                    row.number("watermarked_accuracy"),
                    row.number("watermark_mean_rank"),
                    row.number("watermark_relative_mean_attribution"))));
    return trials;
  }
}
