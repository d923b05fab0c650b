package org.segmentattribution.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.command.RebuildReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--highlight",
      paramLabel = "NAMES",
      description = "segments to stress instead of those of the run")
  private NameList highlight;

  @Option(
      names = "--export",
      paramLabel = "KINDS",
      description = "also write every figure as png, pdf or both, beside its SVG")
  private NameList export;

  @Option(
      names = "--dpi",
      paramLabel = "N",
      description = "pixels an inch of PNG (default: ${DEFAULT-VALUE})")
  private int dpi;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    List<String> kinds = export == null ? List.of() : export.names();
    CommonOptions.require(
        Set.of("png", "pdf").containsAll(kinds), "--export takes png, pdf or both: " + kinds);
    CommonOptions.require(dpi >= 36 && dpi <= 1200, "--dpi must be 36 to 1200");
    List<String> stressed = highlight == null ? List.of() : highlight.names();
    RebuildReport.rebuild(run, stressed, kinds, dpi, System.err::println);
    System.out.println("report: " + run.resolve("report.html"));
    return 0;
  }
}
