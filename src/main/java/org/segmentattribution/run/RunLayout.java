package org.segmentattribution.run;

import java.util.List;

/** Names of the temporary files and folders of a run directory. */
final class RunLayout {
  /** Lock file; it holds the number of the process. */
  static final String LOCK = ".sat.lock";

  /** Folder of the finished chunks of a run in progress. */
  static final String CHUNKS = "parts";

  /** Files of a chunk that are joined to the run's tables: rows, failures, skipped segments. */
  static final List<String> TABLES = List.of("sat.csv", "failures.csv", "skipped-segments.csv");

  private RunLayout() {}
}
