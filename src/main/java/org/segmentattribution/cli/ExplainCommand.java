package org.segmentattribution.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.segmentattribution.experiment.Explain;
import org.segmentattribution.pipeline.ExplainSettings;
import org.segmentattribution.pipeline.Opening;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
      "      --segments person,background --method lrp-z --out runs/first",
      "",
      "  sat explain --images photos --model weights.safetensors --arch resnet18 \\",
      "      --segmenter grid:3x3 --out runs/second",
      "",
      "model.onnx.json beside the model declares its classes and preprocessing, or flags do;",
      "models/README.md shows how. Masks: photos-masks/<image path without extension>/<segment>.png, or label maps",
      "photos-masks/<image path without extension>.png with names.txt."
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private ImageFlags images;
  @Mixin private ModelFlags model;
  @Mixin private SegmenterFlags segmenting;

  @Option(
      names = "--method",
      paramLabel = "NAMES",
      description =
          "saliency methods, with commas between them; sat methods lists them; ensemble:A+B is the"
              + " mean of several; maps:DIR reads maps that were made elsewhere, DIR/<image path"
              + " without extension>.npy or .png (default: ${DEFAULT-VALUE})")
  private NameList method;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      split = ConfigDefaults.SEPARATOR,
      description =
          "a parameter for every chosen method that has it, or METHOD:NAME=VALUE for one; may be"
              + " repeated")
  private List<String> param;

  @Option(
      names = "--target",
      paramLabel = "WHAT",
      description =
          "the logit to explain: label, predicted, or a class by name or index"
              + " (default: ${DEFAULT-VALUE})")
  private String target;

  @Option(
      names = "--channels",
      paramLabel = "HOW",
      description =
          "colour channels to one map: sum, mean, sum-abs, abs-sum, abs-max, l2"
              + " (default: ${DEFAULT-VALUE})")
  private String channels;

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

  @Option(
      names = "--highlight",
      paramLabel = "NAMES",
      description = "segments to stress in figures and report")
  private NameList highlight;

  @Mixin private RunDirFlag run;
  @Mixin private MachineFlags machine;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    CommonOptions.require(pad >= 0, "--pad must not be negative");
    CommonOptions.require(batch > 0, "--batch must be at least 1");
    ExplainSettings settings =
        new ExplainSettings(
            images.choice(),
            model.file(machine.device),
            segmenting.segmenter,
            segmenting.options(machine.device),
            method.names(),
            param == null ? List.of() : param,
            target,
            Opening.channels(channels),
            pad,
            batch,
            machine.workers(),
            machine.seed,
            run.out,
            common.configuration());
    try (ConsoleProgress progress = CommonOptions.progress()) {
      return Outcome.print(Explain.run(settings, progress), run.out);
    }
  }
}
