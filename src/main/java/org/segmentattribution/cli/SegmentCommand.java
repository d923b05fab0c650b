package org.segmentattribution.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.ConsoleProgress;
import org.segmentattribution.cli.flag.ImageFlags;
import org.segmentattribution.cli.flag.MachineFlags;
import org.segmentattribution.cli.flag.QualityFlags;
import org.segmentattribution.cli.flag.SegmenterFlags;
import org.segmentattribution.command.segment.QualityWords;
import org.segmentattribution.command.segment.SegmentSettings;
import org.segmentattribution.command.segment.SegmentWithPage;
import org.segmentattribution.run.RunSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sat segment}. */
@Command(
    name = "segment",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Find named segments in a folder of images and write their masks, with a contact sheet,"
          + " counts and what seems wrong with them: to see whether the prompts work, and to use the"
          + " masks again.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sat model get clipseg",
      "  sat segment --images photos --segmenter clipseg \\",
      "      --segments eyes,ears,mane,legs,grass,sky --out photos-masks",
      "  sat segment --images photos --segmenter dinox --prompts config/prompts/zebra.txt \\",
      "      --out photos-masks",
      "  sat segment --images photos --segmenter onnx:clipseg --prompts config/prompts/zebra.txt \\",
      "      --against masks:by-hand --stability 50 --out photos-masks",
      "  sat explain --images photos --model model.onnx --segmenter masks:photos-masks"
    })
final class SegmentCommand implements Callable<Integer> {
  @Mixin private ImageFlags images;
  @Mixin private SegmenterFlags segmenting;
  @Mixin private QualityFlags quality;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "folder for the masks; a run that was interrupted goes on there")
  private Path out;

  @Mixin private MachineFlags machine;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    SegmentSettings settings =
        new SegmentSettings(
            images.choice(),
            segmenting.segmenter,
            segmenting.options(machine.device),
            quality.settings(machine.seed),
            machine.workers(),
            out,
            common.configuration());
    RunSummary done;
    try (ConsoleProgress progress = CommonOptions.progress()) {
      done = SegmentWithPage.run(settings, progress);
    }
    Outcome.printInputs(out);
    System.out.println(
        "masks: "
            + out
            + (done.skipped() > 0
                ? " (" + done.skipped() + " images skipped, see failures.csv)"
                : ""));
    if (done.explained() > 0) {
      QualityWords.lines(out).forEach(System.out::println);
    }
    System.out.println("report: " + out.resolve("report.html"));
    if (done.explained() == 0) {
      System.err.println("sat: no image was segmented");
    }
    return Outcome.code(done.explained(), done.skipped());
  }
}
