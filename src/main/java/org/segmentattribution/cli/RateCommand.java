package org.segmentattribution.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.MachineFlags;
import org.segmentattribution.cli.flag.RecordedFlags;
import org.segmentattribution.command.rate.RateRun;
import org.segmentattribution.command.rate.RateSettings;
import org.segmentattribution.run.RatingRecord;
import org.segmentattribution.run.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sat rate}. */
@Command(
    name = "rate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Which saliency method, and which column of its tables, predicts what a segment does to the"
          + " answer?",
      ""
    },
    footer = {
      "",
      "Methods disagree. This command compares each column of each method with the",
      "effects of the segments (sat ablate), image by image: single deletion is 1",
      "where a column orders the segments as their effects do, 0.5 where it knows",
      "nothing of them. Large segments have large effects, so the size of a segment",
      "alone scores well: only what beats it says something.",
      "",
      "The method and column to use are chosen on one half of the images, and",
      "their score is confirmed on the other half.",
      "",
      "Files in RUN:",
      "  rating.csv         a row a method and column, and rows of a ruler",
      "  rating-images.csv  the scores of each image",
      "  rating-maps.csv    the tests of each map: SRG, random weights",
      "  rating.json        the choice, and how it was made",
      "  rating.html        a page with the choice and all scores",
      "",
      "Examples:",
      "  sat rate runs/first",
      "  sat rate runs/first --method lrp-gamma,grad-cam --tune gamma=0,0.05,0.25,1"
    })
final class RateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "folder of a finished run of sat explain")
  private Path run;

  @Option(
      names = "--method",
      paramLabel = "NAMES",
      description = "methods to rate besides those of the run; sat methods lists them")
  private NameList method;

  @Option(
      names = "--tune",
      paramLabel = "VALUES",
      description =
          "parameters of relevance methods to try, such as gamma=0,0.05,0.25,1; each value is rated"
              + " as a method of its own")
  private NameList tune;

  @Option(
      names = "--images",
      paramLabel = "N",
      description =
          "images to rate on, chosen by the seed; 0 takes all (default: ${DEFAULT-VALUE})")
  private int images;

  @Option(
      names = "--quick",
      description = "leave out SRG and random weights, which need many passes")
  private boolean quick;

  @Option(
      names = "--srg-images",
      paramLabel = "N",
      description =
          "images for SRG: a grid of 5x5 cells is removed in order of attribution, most important"
              + " first and least important first (default: ${DEFAULT-VALUE})")
  private int srgImages;

  @Option(
      names = "--random-images",
      paramLabel = "N",
      description =
          "images that are explained again with random weights; a method whose maps stay alike"
              + " explains the picture, not the model (default: ${DEFAULT-VALUE})")
  private int randomImages;

  @Mixin private MachineFlags machine;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    RateSettings settings =
        new RateSettings(
            method == null ? List.of() : method.names(),
            tune == null ? List.of() : tune.names(),
            images,
            quick ? 0 : srgImages,
            quick ? 0 : randomImages,
            machine.seed);
    try (ConsoleProgress progress = CommonOptions.progress()) {
      new RateRun(run, RecordedFlags.of(RunDirectory.read(run).manifest(), machine), settings)
          .rate(progress)
          .forEach(System.out::println);
    }
    System.out.println("page: " + run.resolve(RatingRecord.PAGE));
    return 0;
  }
}
