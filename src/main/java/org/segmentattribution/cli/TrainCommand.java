package org.segmentattribution.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.segmentattribution.api.Failure;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.cli.error.FlagNames;
import org.segmentattribution.cli.flag.ArchitectureFlag;
import org.segmentattribution.cli.flag.AvoidFlags;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.MachineFlags;
import org.segmentattribution.cli.flag.TrainingFlags;
import org.segmentattribution.cli.flag.UnusedFlags;
import org.segmentattribution.command.train.AvoidSettings;
import org.segmentattribution.command.train.AvoidWay;
import org.segmentattribution.command.train.TrainRun;
import org.segmentattribution.command.train.TrainSettings;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.run.InputAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sat train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Train a built-in network, a CNN or a small vision transformer, on a folder of images and"
          + " write it as ONNX, with its JSON beside it.",
      "Images of a folder test/ are not trained on; the accuracy on them is printed.",
      ""
    },
    footer = {"", "Example:", "  sat train --images photos --out model.onnx"})
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "folder or CSV of labelled images")
  private Path images;

  @Option(
      names = "--classes",
      paramLabel = "NAMES",
      description = "classes in the order of the outputs (default: all, sorted)")
  private NameList classes;

  @Option(
      names = "--out",
      paramLabel = "FILE.onnx",
      required = true,
      description = "the model to write")
  private Path out;

  @Option(
      names = "--init",
      paramLabel = "MODEL",
      description =
          "a trained classifier with its JSON, to begin from instead of a new network; where its"
              + " classes are others, its last layer is new")
  private Path init;

  @Mixin private AvoidFlags avoiding;
  @Mixin private ArchitectureFlag architecture;
  @Mixin private TrainingFlags training;
  @Mixin private MachineFlags machine;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    if (init != null) {
      training.refuseNetwork("--init");
      UnusedFlags.refuse(spec, "of a new network; --init brings its own: leave it out", "--arch");
    }
    AvoidSettings avoid = avoiding.settings(machine.device);
    if (avoid != null && avoid.ways().contains(AvoidWay.REWEIGHT)) {
      training.refuseTraining();
    }
    boolean replaces = Files.exists(out);
    TrainRun run =
        new TrainRun(
            new TrainSettings(
                images,
                classes == null ? List.of() : classes.names(),
                training.network(machine.seed, architecture),
                init == null ? null : new ModelFile(init, null, machine.device),
                avoid,
                machine.compute(),
                out));
    try (ConsoleProgress progress = CommonOptions.progress()) {
      TrainRun.Result result = run.run(progress);
      progress.finish();
      for (Failure failure : result.failures()) {
        System.err.println("skipped " + failure.image() + ": " + failure.reason());
      }
      for (String line : result.inputs().lines(images.toString(), FlagNames::of)) {
        System.out.println(
            line.replace(" (failures.csv)", "")
                .replace(InputAccount.FILE, TrainRun.inputsName(out)));
      }
      System.out.println(result.line());
      System.out.println("model: " + out + (replaces ? " (the earlier one is replaced)" : ""));
      return result.failures().isEmpty() ? 0 : Sat.DONE_WITH_SKIPS;
    }
  }
}
