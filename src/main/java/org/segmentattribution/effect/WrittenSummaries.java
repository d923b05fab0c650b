package org.segmentattribution.effect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.segmentattribution.file.CsvFile;
import org.segmentattribution.file.CsvRow;
import org.segmentattribution.statistics.Estimate;
import org.segmentattribution.statistics.Interval;

/** Reads {@code effects-summary.csv}. */
public final class WrittenSummaries {
  private WrittenSummaries() {}

  /**
   * Reads all rows in their order. The file does not have the share of a segment that stayed, but
   * whether it was too much; so {@link EffectSummary.Shares#leftOut} is 1 or 0.
   *
   * @throws IOException in one line that names file, line and column
   */
  public static List<EffectSummary> read(Path file) throws IOException {
    List<EffectSummary> rows = new ArrayList<>();
    CsvFile.read(file, EffectSummaries.COLUMNS, row -> rows.add(row(row)));
    return rows;
  }

  private static EffectSummary row(CsvRow row) throws IOException {
    double excess = row.number("mean_excess");
    String doubt = row.text("doubt");
    return new EffectSummary(
        row.text("class"),
        row.text("segment"),
        row.integer("images"),
        new Estimate(row.number("mean_effect"), interval(row, "lower", "upper")),
        new EffectSummary.Excess(
            row.number("mean_placebo"),
            new Estimate(excess, interval(row, "excess_lower", "excess_upper")),
            row.number("relative_excess"),
            !doubt.equals(EffectSummary.NONE_FILLED)),
        new EffectSummary.Test(row.number("p"), row.number("p_adjusted")),
        new EffectSummary.Shares(
            row.number("flip_rate"), doubt.equals(EffectSummary.COVERED) ? 1 : 0));
  }

  private static Interval interval(CsvRow row, String low, String high) throws IOException {
    return new Interval(row.number(low), row.number(high), 0);
  }
}
