package org.segmentattribution.command.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.analysis.ComparisonOutput;
import org.segmentattribution.analysis.RemovalComparison;
import org.segmentattribution.analysis.SegmentComparison;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.report.answer.Alarm;
import org.segmentattribution.report.page.TableFormat;

/**
 * Writes what a comparison found: table, figures and page.
 *
 * @param a first run
 * @param b second run
 * @param where condition on the rows; empty = all
 * @param seed of the resamples
 */
public record CompareFiles(Path a, Path b, String where, long seed) {
  /** Compares the runs, writes the files and returns what was found. */
  public List<SegmentComparison> write(Path out, boolean byClass) throws IOException {
    List<SegmentComparison> all = CompareRuns.compare(a, b, where, byClass, seed);
    write(out, all, CompareRuns.alarms(a, b), EffectPair.of(a, b));
    return all;
  }

  /**
   * Writes the files.
   *
   * @param out folder of the results
   * @param all comparisons
   * @param alarms reasons to doubt them
   * @param effects of both runs
   */
  public void write(Path out, List<SegmentComparison> all, List<Alarm> alarms, EffectPair effects)
      throws IOException {
    boolean removed = !RemovalComparison.brief(all).rows().isEmpty();
    Files.createDirectories(out.resolve("figures"));
    String csv = TableFormat.CSV.text(ComparisonOutput.table(all));
    ReplacedFile.write(out.resolve("compare.csv"), part -> Files.writeString(part, csv));
    String svg = ComparisonOutput.figure(a.toString(), b.toString(), all).svg();
    ReplacedFile.write(out.resolve("figures/compare.svg"), part -> Files.writeString(part, svg));
    Path dots = out.resolve("figures/compare-removal.svg");
    if (removed) {
      String drawn =
          RemovalComparison.figure(a.toString(), b.toString(), effects.unit(), all).svg();
      ReplacedFile.write(dots, part -> Files.writeString(part, drawn));
    } else {
      Files.deleteIfExists(dots); // of an earlier call
    }
    new ComparePage(a, b, where, seed).write(out, all, alarms, removed ? effects.unit() : "");
  }
}
