package org.segmentattribution.cli.flag;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.dataset.watermark.WatermarkStyle;
import org.segmentattribution.experiment.watermark.WatermarkSettings;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.segmentation.SegmenterChoice;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of the watermark experiment that the demo shares. */
public final class SweepOptions {
  @Option(
      names = "--prevalence",
      paramLabel = "PERCENTS",
      description = "shares of the marked class to mark (default: ${DEFAULT-VALUE})")
  private NameList prevalence;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "classifiers trained at each prevalence (default: ${DEFAULT-VALUE})")
  private int seeds;

  @Option(
      names = "--trained",
      paramLabel = "RUN_DIR",
      description =
          "earlier run of the same images and training, whose classifiers are explained instead of"
              + " new ones: for another method")
  private Path trained;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = "saliency method; sat methods lists them (default: ${DEFAULT-VALUE})")
  private String method;

  @Option(
      names = "--pad",
      paramLabel = "PIXELS",
      description = "padding of masks on the model's grid (default: ${DEFAULT-VALUE})")
  private int pad;

  @Option(
      names = "--holdout",
      paramLabel = "SHARE",
      description =
          "share of each class kept for testing where the images declare no split"
              + " (default: ${DEFAULT-VALUE})")
  private double holdout;

  @Mixin private ArchitectureFlag architecture;

  /**
   * The images of the experiment and their segments.
   *
   * @param folder folder of the images, or a CSV
   * @param classes to tell apart
   * @param marked the one that carries the watermark
   * @param segmenter finds its segments
   * @param exact specification of exact masks to compare with; null for none
   */
  public record Images(
      Path folder, List<String> classes, String marked, SegmenterChoice segmenter, String exact) {}

  public WatermarkSettings settings(
      Images images, TrainingFlags training, MachineFlags machine, RunTarget run) {
    CommonOptions.require(pad >= 0, "--pad must not be negative");
    return new WatermarkSettings(
        new WatermarkSettings.Images(
            images.folder(), images.classes(), images.marked(), WatermarkStyle.defaults(), holdout),
        new WatermarkSettings.Sweep(percents("--prevalence", prevalence), seeds, trained),
        new WatermarkSettings.Tables(images.segmenter(), images.exact(), method, pad),
        training.network(machine.seed, architecture),
        machine.compute(),
        run);
  }

  /** Reads a list of per cents. */
  public static List<Double> percents(String flag, NameList list) {
    return list.names().stream().map(text -> percent(flag, text)).toList();
  }

  private static double percent(String flag, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new WrongInput(flag + ": '" + text + "' is not a number of per cent", e);
    }
  }
}
