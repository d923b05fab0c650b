package org.segmentattribution.cli.flag;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.cli.config.NameList;
import org.segmentattribution.dataset.watermark.WatermarkStyle;
import org.segmentattribution.experiment.watermark.WatermarkSettings;
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

  /**
   * The images of the experiment and their segments.
   *
   * @param folder folder of the images, or a CSV
   * @param classes to tell apart
   * @param marked the class with the watermark
   * @param segmenter specification
   * @param segmenting options of the segmenter
   * @param exact specification of exact masks for comparison; null for none
   */
  public record Images(
      Path folder,
      List<String> classes,
      String marked,
      String segmenter,
      SegmenterOptions segmenting,
      String exact) {}

  public WatermarkSettings settings(
      Images images,
      TrainingFlags training,
      MachineFlags machine,
      Path out,
      Map<String, Object> configuration) {
    CommonOptions.require(pad >= 0, "--pad must not be negative");
    return new WatermarkSettings(
        images.folder(),
        images.classes(),
        images.marked(),
        prevalence.names().stream().map(SweepOptions::percent).toList(),
        images.segmenter(),
        images.segmenting(),
        images.exact(),
        method,
        seeds,
        holdout,
        WatermarkStyle.defaults(),
        training.size,
        training.architecture(),
        training.options(machine.seed),
        pad,
        machine.device,
        machine.workers(),
        machine.seed,
        out,
        configuration);
  }

  private static double percent(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new WrongInput("--prevalence: '" + text + "' is not a number of per cent", e);
    }
  }
}
