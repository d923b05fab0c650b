package org.segmentattribution.cli;

import java.nio.file.Path;
import org.segmentattribution.pipeline.RunSummary;

/** The last lines of a run that fills a directory. */
final class Outcome {
  private Outcome() {}

  /** Says what was done and where it is; returns the exit code. */
  static int print(RunSummary summary, Path out) {
    System.out.println(summary.line());
    System.out.println("report: " + out.resolve("report.html"));
    return summary.skipped() > 0 ? Sat.DONE_WITH_SKIPS : 0;
  }
}
