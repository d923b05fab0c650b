package org.segmentattribution.cli.out;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.command.track.MlflowAccess;
import org.segmentattribution.command.track.MlflowLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sat log}. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Give a finished run to an MLflow server: flags as parameters, numbers as metrics, files as"
          + " artifacts.",
      ""
    },
    footer = {
      "",
      "A run that the experiment already has is brought up to date, or left alone where nothing has",
      "changed. Secrets are read from the variables MLFLOW_TRACKING_TOKEN, or",
      "MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.",
      "",
      "Examples:",
      "  sat log runs/first --mlflow http://localhost:5000",
      "  sat log runs/first --mlflow https://mlflow.example.org --experiment shortcuts --all-files"
    })
public final class LogCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "folder of a finished run")
  private Path run;

  @Option(
      names = "--mlflow",
      paramLabel = "URL",
      required = true,
      description = "address of the server; a --config file cannot set it")
  private String mlflow;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "experiment of the server (default: ${DEFAULT-VALUE})")
  private String experiment;

  @Option(
      names = "--all-files",
      description = "also send tables with a row for each image, and drawings of single images")
  private boolean allFiles;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    CommonOptions.require(!experiment.isBlank(), "--experiment must not be blank");
    MlflowAccess access = MlflowAccess.of(mlflow, System.getenv());
    try (ConsoleProgress progress = CommonOptions.progress()) {
      MlflowLog.Logged logged = new MlflowLog(access, experiment, allFiles).log(run, progress);
      System.out.println(
          switch (logged.done()) {
            case UNCHANGED -> "already there, and nothing has changed: " + logged.page();
            case LOGGED -> "logged " + counts(logged);
            case UPDATED -> "brought up to date: " + counts(logged);
          });
    }
    return 0;
  }

  private static String counts(MlflowLog.Logged logged) {
    return logged.parameters()
        + " parameters, "
        + logged.metrics()
        + " metrics, "
        + logged.files()
        + " files: "
        + logged.page();
  }
}
