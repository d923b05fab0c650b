package org.segmentattribution.run;

import java.util.List;

/** Names of files and folders that a run directory holds for a time. */
final class RunLayout {
  /** The lock; it holds the number of the process. */
  static final String LOCK = ".sat.lock";

  /** Finished chunks of a run that goes on. */
  static final String CHUNKS = "parts";

  /**
   * Files of a chunk that are joined to the tables of the run: rows, failures, segments without.
   */
  static final List<String> TABLES = List.of("sat.csv", "failures.csv", "skipped-segments.csv");

  private RunLayout() {}
}
