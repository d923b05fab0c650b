package org.segmentattribution.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.cli.config.ConfigDefaults;
import org.segmentattribution.cli.flag.CommonOptions;
import org.segmentattribution.cli.flag.MachineFlags;
import org.segmentattribution.cli.flag.ModelFlags;
import org.segmentattribution.command.saliency.SaliencyRun;
import org.segmentattribution.command.saliency.SaliencySettings;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.report.figure.HeatmapPicture;
import org.segmentattribution.report.figure.HeatmapPng;
import org.segmentattribution.report.svg.NumberText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sat saliency}. */
@Command(
    name = "saliency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Explain a classifier on one picture or array: the attribution itself, to look at or to use"
          + " elsewhere.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sat saliency --model model.onnx --input zebra.jpg --method lrp-epsilon \\",
      "      --param epsilon=0.1 --out zebra.png",
      "  sat saliency --model model.onnx --input batch.npy --method integrated-gradients \\",
      "      --param steps=128 --param rule=middle --target max --channels keep --out ig.npy",
      "",
      "sat methods lists the methods with their parameters and standard values."
    })
final class SaliencyCommand implements Callable<Integer> {
  @Mixin private ModelFlags model;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      required = true,
      description =
          "a picture, preprocessed as the model says, or an .npy array C x H x W or"
              + " N x C x H x W, taken as it is")
  private Path input;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = "see sat methods (default: ${DEFAULT-VALUE})")
  private String method;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      split = ConfigDefaults.SEPARATOR,
      description = "a parameter of the method; may be repeated")
  private List<String> param;

  @Option(
      names = "--target",
      paramLabel = "CLASS",
      description =
          "the logit to explain: max, a class by name or number, or one for each input with commas"
              + " (default: ${DEFAULT-VALUE})")
  private String target;

  @Option(
      names = "--channels",
      paramLabel = "HOW",
      description =
          "keep, or channels to one map: sum, mean, sum-abs, abs-sum, abs-max, l2; a picture sums"
              + " what is kept (default: ${DEFAULT-VALUE})")
  private String channels;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "inputs in one pass (default: ${DEFAULT-VALUE})")
  private int batch;

  @Option(
      names = "--check",
      description =
          "also print where the relevance went: input, biases, normalisations, positions, and what"
              + " is missing from the logit (relevance methods only)")
  private boolean check;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "FILE.npy for the values (float32), FILE.png for a heatmap")
  private Path out;

  @Mixin private MachineFlags machine;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    String name = out.getFileName().toString();
    boolean png = name.endsWith(".png");
    CommonOptions.require(
        png || name.endsWith(".npy"), "--out " + out + ": must end in .npy or .png");
    CommonOptions.require(batch > 0, "--batch must be at least 1");
    machine.useForOneBatch();
    String reduction = png && channels.equals(SaliencyRun.KEEP) ? "sum" : channels;
    SaliencyRun.Result result =
        SaliencyRun.run(
            new SaliencySettings(
                model.file(machine.device),
                input,
                new SaliencySettings.Method(
                    method, param == null ? List.of() : param, reduction, machine.seed),
                target,
                batch,
                check));
    if (!result.chosen().isEmpty()) {
      System.err.println(result.chosen());
    }
    if (png) {
      byte[] picture = HeatmapPng.draw(pictures(result));
      ReplacedFile.write(out, file -> Files.write(file, picture));
    } else {
      result.array().write(out);
    }
    System.out.println(summary(result));
    result.conservation().forEach(one -> System.out.print(ConservationText.of(one)));
    return 0;
  }

  private List<HeatmapPicture> pictures(SaliencyRun.Result result) {
    long[] shape = result.attribution().shape();
    int height = Math.toIntExact(shape[0]);
    int width = Math.toIntExact(shape[1]);
    RgbImage photo = result.photo();
    boolean fits = photo != null && photo.width() == width && photo.height() == height;
    List<HeatmapPicture> pictures = new ArrayList<>();
    for (int i = 0; i < result.attribution().explanation().targets().length; i++) {
      pictures.add(
          new HeatmapPicture(
              title(result),
              explained(result, i),
              width,
              height,
              result.attribution().values(i),
              fits ? photo : null));
    }
    return pictures;
  }

  private String title(SaliencyRun.Result result) {
    return result.method()
        + (param == null ? "" : " (" + String.join(", ", param) + ")")
        + ", "
        + model.name();
  }

  private static String explained(SaliencyRun.Result result, int i) {
    int of = result.attribution().explanation().targets()[i];
    float logit = result.attribution().explanation().logits()[i][of];
    String name = result.classes().get(of);
    String shown = name.equals(String.valueOf(of)) ? "class " + of : name + " (" + of + ")";
    return shown + ", logit " + NumberText.significant(logit);
  }

  private String summary(SaliencyRun.Result result) {
    int images = result.attribution().explanation().targets().length;
    return result.method()
        + " of "
        + (images == 1 ? explained(result, 0) : images + " inputs")
        + " written to "
        + out
        + (result.takenOff().isEmpty() ? "" : " (taken off: " + result.takenOff() + ")");
  }
}
