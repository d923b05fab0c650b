package org.segmentattribution.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.MachineFlags;
import org.segmentattribution.cli.flag.RunDirFlag;
import org.segmentattribution.cli.flag.SegmenterFlags;
import org.segmentattribution.cli.flag.SweepOptions;
import org.segmentattribution.cli.flag.TrainingFlags;
import org.segmentattribution.experiment.watermark.WatermarkExperiment;
import org.segmentattribution.experiment.watermark.WatermarkSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sat experiment watermark}. */
@Command(
    name = "watermark",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Train classifiers on images of which a share carries a watermark, and see at which share the"
          + " tables show the shortcut, and at which the accuracy does.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  sat experiment watermark --images photos --classes horse,zebra --marked zebra \\",
      "      --segmenter masks:photos-masks --segments eyes,mane,body,watermark --out runs/watermark",
      "",
      "Images without train/ and test/ folders are divided by --holdout."
    })
final class WatermarkExperimentCommand implements Callable<Integer> {
  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "folder or CSV of the images")
  private Path images;

  @Option(
      names = "--classes",
      paramLabel = "A,B",
      required = true,
      description = "the classes to tell apart, at least two")
  private NameList classes;

  @Option(
      names = "--marked",
      paramLabel = "CLASS",
      required = true,
      description = "the class whose images carry the watermark")
  private String marked;

  @Mixin private SegmenterFlags segmenting;

  @Mixin private RunDirFlag run;
  @Mixin private SweepOptions sweep;
  @Mixin private TrainingFlags training;
  @Mixin private MachineFlags machine;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    WatermarkSettings settings =
        sweep.settings(
            new SweepOptions.Images(
                images, classes.names(), marked, segmenting.choice(machine.device), null),
            training,
            machine,
            common.target(run));
    WatermarkExperiment experiment = new WatermarkExperiment(settings);
    try (ConsoleProgress progress = CommonOptions.progress()) {
      return Outcome.print(experiment.run(progress), run.out);
    }
  }
}
