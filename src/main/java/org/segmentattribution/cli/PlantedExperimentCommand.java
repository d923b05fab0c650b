package org.segmentattribution.cli;

import java.util.concurrent.Callable;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.MachineFlags;
import org.segmentattribution.cli.flag.PhotographFlags;
import org.segmentattribution.cli.flag.RunDirFlag;
import org.segmentattribution.cli.flag.SweepOptions;
import org.segmentattribution.cli.flag.TrainingFlags;
import org.segmentattribution.dataset.plant.PlantKind;
import org.segmentattribution.experiment.planted.PlantedExperiment;
import org.segmentattribution.experiment.planted.PlantedSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sat experiment planted}. */
@Command(
    name = "planted",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "How often are the readings of this program right? Train many small classifiers with a known"
          + " shortcut, and see which readings find it.",
      ""
    },
    footer = {
      "",
      "Kinds of plant:",
      "  corner   opaque text in a random corner",
      "  faint    the same text, hardly visible",
      "  tint     a warmer light on the whole picture",
      "  frame    a border around the picture",
      "  texture  a chequered square behind the object",
      "  both     the corner mark in both classes alike: there, but no shortcut",
      "  none     no plant; asks about the place where a corner mark would be",
      "",
      "A classifier relies on its plant if its accuracy falls by more than five points",
      "when test pictures of the other class carry the plant instead. Without --images,",
      "horses and zebras are drawn. An interrupted call goes on where it stopped.",
      "",
      "Examples:",
      "  sat experiment planted",
      "  sat experiment planted --images photos --segmenter masks:photos-masks \\",
      "      --class climbing,diving --object person --out runs/planted-photos"
    })
final class PlantedExperimentCommand implements Callable<Integer> {
  @Option(
      names = "--networks",
      paramLabel = "N",
      description =
          "classifiers to train; with the defaults, 30 have every kind at every strength once"
              + " (default: ${DEFAULT-VALUE})")
  private int networks;

  @Option(
      names = "--kinds",
      paramLabel = "NAMES",
      description = "what is planted (default: ${DEFAULT-VALUE})")
  private NameList kinds;

  @Option(
      names = "--strengths",
      paramLabel = "PERCENTS",
      description =
          "shares of the class's training pictures with the plant (default: ${DEFAULT-VALUE})")
  private NameList strengths;

  @Option(
      names = "--method",
      paramLabel = "NAMES",
      description = "saliency methods to read tables with (default: ${DEFAULT-VALUE})")
  private NameList method;

  @Option(
      names = "--fill",
      paramLabel = "NAMES",
      description =
          "what the removed plant is filled with: mean, blur, linear (default: ${DEFAULT-VALUE})")
  private NameList fill;

  @Option(
      names = "--explained",
      paramLabel = "N",
      description =
          "test pictures with the plant that are explained, at most (default: ${DEFAULT-VALUE})")
  private int explained;

  @Option(
      names = "--pad",
      paramLabel = "PIXELS",
      description = "padding of masks on the model's grid (default: ${DEFAULT-VALUE})")
  private int pad;

  @Option(
      names = "--train",
      paramLabel = "N",
      description = "drawn training pictures of each class (default: ${DEFAULT-VALUE})")
  private int train;

  @Option(
      names = "--test",
      paramLabel = "N",
      description = "drawn test pictures of each class (default: ${DEFAULT-VALUE})")
  private int test;

  @Mixin private PhotographFlags photographs;
  @Mixin private RunDirFlag run;
  @Mixin private TrainingFlags training;
  @Mixin private MachineFlags machine;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    PlantedSettings settings =
        new PlantedSettings(
            networks,
            new PlantedSettings.Plants(
                kinds.names().stream().map(PlantKind::of).toList(),
                SweepOptions.percents("--strengths", strengths)),
            new PlantedSettings.Pictures(train, test, photographs.photographs()),
            new PlantedSettings.Readings(method.names(), fill.names(), explained, pad),
            training.network(machine.seed),
            machine.compute(),
            common.target(run));
    PlantedExperiment experiment = new PlantedExperiment(settings);
    try (ConsoleProgress progress = CommonOptions.progress()) {
      return Outcome.print(experiment.run(progress), run.out);
    }
  }
}
