package org.segmentattribution.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.error.ShownError;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.ExplainFlags;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sat explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Explain a classifier on a folder of images: one Segment Attribution Table an image and"
          + " method, aggregates, figures and a report.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sat explain --images photos --model model.onnx --segmenter masks:photos-masks \\",
      "      --segments person,background --out runs/first",
      "",
      "  sat explain --images photos --model weights.safetensors --arch resnet18 --out runs/second",
      "",
      "model.onnx.json beside the model declares its classes and preprocessing, or flags do;",
      "models/README.md shows how. Masks: photos-masks/<image path without extension>/<segment>.png, or label maps",
      "photos-masks/<image path without extension>.png with names.txt."
    })
final class ExplainCommand implements Callable<Integer> {
  @Option(
      names = "--ablate",
      description =
          "then measure effects, as sat ablate does with its defaults: does removing a segment"
              + " change the answer? (default: ${DEFAULT-VALUE})")
  private boolean ablate;

  @Mixin private ExplainFlags flags;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    List<String> assumed =
        List.of(
            flags.assumedSegments(spec),
            flags.continuedMethod(spec),
            flags.continuedElsewhere(spec));
    ExplainSettings settings = flags.settings(common);
    int code;
    try (ConsoleProgress progress = CommonOptions.progress()) {
      assumed.stream().filter(line -> !line.isEmpty()).forEach(progress::note);
      code = Outcome.print(ExplainWithReport.run(settings, progress), flags.run.out);
    }
    if (ablate && code != ShownError.FAILED) {
      effects().call();
    }
    return code;
  }

  /** Returns the other command with the run, the machine and the values of the user's file. */
  private AblateCommand effects() {
    CommandLine command = spec.parent().subcommands().get("ablate");
    command.parseArgs(
        "--device", flags.machine.device,
        "--threads", String.valueOf(flags.machine.workers()),
        "--seed", String.valueOf(flags.machine.seed),
        "--", flags.run.out.toString());
    return command.getCommand();
  }
}
