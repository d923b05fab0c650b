package org.segmentattribution.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.config.ConfigDefaults;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.MachineFlags;
import org.segmentattribution.cli.flag.RunDirFlag;
import org.segmentattribution.cli.flag.SegmenterFlags;
import org.segmentattribution.cli.flag.TrainingFlags;
import org.segmentattribution.cli.flag.UnusedFlags;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.OpenedExplainer;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.experiment.bar.BarExperiment;
import org.segmentattribution.experiment.bar.BarSettings;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.run.images.ImageChoice;
import org.segmentattribution.table.TableOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sat experiment bar}: a biased classifier against a less biased one. */
@Command(
    name = "bar",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Train a classifier on images in which class and surroundings go together",
      "(train/), and one that also learns from images in which they do not (a share of",
      "test/), with random crops and flips; compare what they look at on images that",
      "neither has seen (the paper's Figure 4, on Biased Action Recognition).",
      ""
    },
    footer = {
      "",
      "Example:",
      "  sat experiment bar --images bar --segmenter masks:bar-masks+grid:3x3 --out runs/bar",
      "  sat experiment bar --images bar --segmenter masks:bar-masks --init squeezenet.onnx \\",
      "      --epochs 8 --learning-rate 0.0003 --out runs/bar-pretrained"
    })
final class BarExperimentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "images in train/ and test/, a folder a class, or CLASS_NUMBER.jpg; or a CSV")
  private Path images;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      split = ConfigDefaults.SEPARATOR,
      description =
          "explain images of this class; may be repeated (default: climbing, diving and fishing);"
              + " classifiers learn all")
  private List<String> classes;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "explain at most so many images of each class; 0 = all (default: ${DEFAULT-VALUE})")
  private int limit;

  @Option(
      names = "--holdout",
      paramLabel = "SHARE",
      description =
          "of train/, seen by no classifier, to measure them on (default: ${DEFAULT-VALUE})")
  private double holdout;

  @Option(
      names = "--mixed",
      paramLabel = "SHARE",
      description =
          "of test/, which the less biased classifier learns from; the rest is explained"
              + " (default: ${DEFAULT-VALUE})")
  private double mixed;

  @Option(
      names = "--augment",
      paramLabel = "WHICH",
      description =
          "whose training images are flipped and cropped: less-biased or both (default:"
              + " ${DEFAULT-VALUE})")
  private String augment;

  @Option(
      names = "--watch",
      paramLabel = "NAMES",
      description =
          "segments that the report tells of wherever they are (default: ${DEFAULT-VALUE})")
  private NameList watch;

  @Option(
      names = "--init",
      paramLabel = "FILE",
      description =
          "a trained .onnx or .safetensors classifier with its JSON, to begin from instead of the"
              + " built-in CNN: its last layer is new")
  private Path init;

  @Option(
      names = "--arch",
      paramLabel = "NAME",
      description = "torchvision's name of the network of .safetensors weights of --init")
  private String arch;

  @Option(
      names = "--method",
      paramLabel = "NAMES",
      description = "saliency methods; sat methods lists them (default: ${DEFAULT-VALUE})")
  private NameList method;

  @Option(
      names = "--pad",
      paramLabel = "PIXELS",
      description = "padding of masks on the model's grid (default: ${DEFAULT-VALUE})")
  private int pad;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "images in one pass (default: ${DEFAULT-VALUE})")
  private int batch;

  @Mixin private SegmenterFlags segmenting;
  @Mixin private RunDirFlag run;
  @Mixin private TrainingFlags training;
  @Mixin private MachineFlags machine;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    CommonOptions.require(
        List.of("both", "less-biased").contains(augment),
        "--augment " + augment + ": less-biased or both");
    CommonOptions.require(limit >= 0, "--limit must not be negative");
    CommonOptions.require(pad >= 0, "--pad must not be negative");
    CommonOptions.require(batch > 0, "--batch must be at least 1");
    if (init == null) {
      UnusedFlags.refuse(
          spec, "the network of --init's weights; without --init a CNN is trained", "--arch");
    } else {
      training.refuseNetwork("--init");
    }
    ModelFile begin = init == null ? null : new ModelFile(init, arch, machine.device);
    BarExperiment experiment =
        new BarExperiment(
            new BarSettings(
                explained(),
                training.network(machine.seed),
                begin,
                augment.equals("both"),
                holdout,
                mixed,
                watch.names()));
    try (ConsoleProgress progress = CommonOptions.progress()) {
      return Outcome.print(experiment.run(progress), run.out);
    }
  }

  private ExplainSettings explained() {
    return new ExplainSettings(
        new ImageChoice(images, classes == null ? List.of() : classes, "", limit),
        new OpenedExplainer.Settings(
            new ModelFile(init, arch, machine.device),
            method.names(),
            List.of(),
            "label",
            MethodOpener.channels("sum"),
            TableOptions.defaults().withPadding(pad),
            machine.seed),
        segmenting.choice(machine.device),
        batch,
        machine.workers(),
        common.target(run));
  }
}
