package org.segmentattribution.cli;

import java.nio.file.Path;
import org.segmentattribution.experiment.WatermarkOutcome;
import org.segmentattribution.pipeline.RunSummary;

/** The last lines of a run that fills a directory. */
final class Outcome {
  private Outcome() {}

  /** Says what was done and where it is; returns the exit code. */
  static int print(RunSummary summary, Path out) {
    return print(summary.line(), summary.skipped(), out);
  }

  /** Says what was found and where it is; returns the exit code. */
  static int print(WatermarkOutcome outcome, Path out) {
    int skipped = outcome.skipped();
    String note = skipped > 0 ? " (" + skipped + " images skipped, listed in failures.csv)" : "";
    return print(outcome.lead() + note, skipped, out);
  }

  private static int print(String line, int skipped, Path out) {
    System.out.println(line);
    System.out.println("report: " + out.resolve("report.html"));
    return skipped > 0 ? Sat.DONE_WITH_SKIPS : 0;
  }
}
