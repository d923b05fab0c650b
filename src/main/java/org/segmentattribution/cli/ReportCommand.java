package org.segmentattribution.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.segmentattribution.experiment.Reports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sat report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Rebuild the figures and report.html of a finished run from its tables.",
      "Overlays need the images and the model; they are kept as the run made them."
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "folder of the run, with its run.json")
  private Path run;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    Reports.rebuild(run);
    System.out.println("report: " + run.resolve("report.html"));
    return 0;
  }
}
