package org.segmentattribution.experiment.watermark;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.dataset.watermark.WatermarkStyle;
import org.segmentattribution.model.training.NetworkPlan;
import org.segmentattribution.pipeline.Compute;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.segmentation.SegmenterChoice;

/**
 * The settings of {@code sat experiment watermark}.
 *
 * @param images the data set and its watermark
 * @param sweep the classifiers to train
 * @param tables how the classifiers are explained
 * @param network network and options of every training; the trial's seed replaces the seed
 * @param compute device, trials that run at a time, and the seed
 * @param run the run directory and the call
 */
public record WatermarkSettings(
    Images images,
    Sweep sweep,
    Tables tables,
    NetworkPlan network,
    Compute compute,
    RunTarget run) {
  /** The name of the watermark's segment in every table. */
  public static final String WATERMARK = "watermark";

  /**
   * The images of the experiment.
   *
   * @param folder folder or CSV of the images
   * @param classes at least two, in the order of the network's outputs
   * @param marked the class whose images carry the watermark
   * @param style colour and size of the watermark
   * @param holdout share of the images kept for testing if the data set declares no split, 0 to 1
   */
  public record Images(
      Path folder, List<String> classes, String marked, WatermarkStyle style, double holdout) {}

  /**
   * The classifiers of the experiment.
   *
   * @param prevalences shares of the marked class's training images that carry the watermark, in
   *     per cent, ascending
   * @param seeds number of classifiers trained at each prevalence
   * @param trained directory of an earlier run whose classifiers are taken; null to train them
   */
  public record Sweep(List<Double> prevalences, int seeds, Path trained) {
    /** Trains all classifiers. */
    public Sweep(List<Double> prevalences, int seeds) {
      this(prevalences, seeds, null);
    }
  }

  /**
   * How images become tables.
   *
   * @param segmenter finds the other segments; the watermark may be among the prompts
   * @param exact specification of exact masks to compare the segmenter with; null for none
   * @param method name of the saliency method
   * @param pad padding of masks in pixels of the network's grid
   */
  public record Tables(SegmenterChoice segmenter, String exact, String method, int pad) {}
}
