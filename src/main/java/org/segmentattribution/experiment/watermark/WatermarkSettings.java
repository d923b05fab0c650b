package org.segmentattribution.experiment.watermark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.dataset.watermark.WatermarkStyle;
import org.segmentattribution.model.training.CnnArchitecture;
import org.segmentattribution.model.training.TrainingOptions;

/**
 * The settings of {@code sat experiment watermark}.
 *
 * @param images folder or CSV of the images
 * @param classes at least two, in the order of the network's outputs
 * @param marked the class whose images carry the watermark
 * @param prevalences shares of the marked class's training images that carry it, in per cent,
 *     ascending
 * @param segmenter specification of the segmenter for the other segments
 * @param segmenting options of the segmenter; the watermark may be among the prompts
 * @param exact specification of exact masks to compare the segmenter with; null for none
 * @param method name of the saliency method
 * @param seeds number of classifiers trained at each prevalence
 * @param holdout share of the images kept for testing if the data set declares no split, 0 to 1
 * @param style colour and size of the watermark
 * @param size side of the network's square input
 * @param architecture architecture of the networks
 * @param training options of every training; the trial's seed replaces the seed
 * @param pad padding of masks in pixels of the network's grid
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param threads number of trials that run at a time
 * @param seed seed of every random choice
 * @param out the run directory
 * @param configuration these settings as flags and values, for {@code run.json}
 */
public record WatermarkSettings(
    Path images,
    List<String> classes,
    String marked,
    List<Double> prevalences,
    String segmenter,
    SegmenterOptions segmenting,
    String exact,
    String method,
    int seeds,
    double holdout,
    WatermarkStyle style,
    int size,
    CnnArchitecture architecture,
    TrainingOptions training,
    int pad,
    String device,
    int threads,
    long seed,
    Path out,
    Map<String, Object> configuration) {
  /** The name of the watermark's segment in every table. */
  public static final String WATERMARK = "watermark";
}
