package org.segmentattribution.cli.flag;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flag of every command that fills a run directory. */
public final class RunDirFlag {
  @Option(
      names = "--out",
      paramLabel = "RUN_DIR",
      description =
          "folder for the results; a run that was interrupted goes on there"
              + " (default: ${DEFAULT-VALUE})")
  public Path out;
}
