package org.segmentattribution.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.MachineFlags;
import org.segmentattribution.cli.flag.RunDirFlag;
import org.segmentattribution.cli.flag.SweepOptions;
import org.segmentattribution.cli.flag.TrainingFlags;
import org.segmentattribution.cli.flag.UnusedFlags;
import org.segmentattribution.experiment.watermark.Demo;
import org.segmentattribution.experiment.watermark.WatermarkExperiment;
import org.segmentattribution.experiment.watermark.WatermarkSettings;
import org.segmentattribution.segmentation.SegmenterChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sat demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "The watermark experiment on drawn horses and zebras, from nothing to the report: needs no"
          + " data and no model, takes some minutes.",
      ""
    },
    footer = {
      "",
      "Afterwards open RUN_DIR/report.html. RUN_DIR/scenes/contact-sheet.png shows the pictures."
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--train",
      paramLabel = "N",
      description = "training pictures of each class (default: ${DEFAULT-VALUE})")
  private int train;

  @Option(
      names = "--test",
      paramLabel = "N",
      description = "test pictures of each class (default: ${DEFAULT-VALUE})")
  private int test;

  @Option(
      names = "--segmenter",
      paramLabel = "SPEC",
      description =
          "auto: the small text-prompted model in models/scene-segmenter; masks: the scenes' exact"
              + " masks; or as for explain (default: ${DEFAULT-VALUE})")
  private String segmenter;

  @Mixin private RunDirFlag run;
  @Mixin private SweepOptions sweep;
  @Mixin private TrainingFlags training;
  @Mixin private MachineFlags machine;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    CommonOptions.require(train > 0 && test > 0, "--train and --test must be at least 1");
    UnusedFlags.refuse(
        spec, "--test says how many pictures are kept for testing: leave it out", "--holdout");
    Path scenes = run.out.resolve(Demo.SCENES);
    String home = System.getProperty("sat.home");
    String chosen = Demo.segmenter(segmenter, scenes, home == null ? null : Path.of(home));
    WatermarkSettings settings =
        sweep.settings(
            new SweepOptions.Images(
                Demo.images(scenes),
                Demo.classes(),
                Demo.marked(),
                new SegmenterChoice(chosen, SegmenterOptions.of(Demo.segments())),
                chosen.equals(Demo.masks(scenes)) ? null : Demo.masks(scenes)),
            training,
            machine,
            common.target(run));
    WatermarkExperiment experiment = new WatermarkExperiment(settings);
    try (ConsoleProgress progress = CommonOptions.progress()) {
      return Outcome.print(experiment.demo(train, test, progress), run.out);
    }
  }
}
