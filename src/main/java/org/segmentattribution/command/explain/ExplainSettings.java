package org.segmentattribution.command.explain;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.run.RunTarget;
import org.segmentattribution.run.images.ImageChoice;
import org.segmentattribution.segmentation.SegmenterChoice;

/**
 * The settings of {@code sat explain}.
 *
 * @param images to work on
 * @param explainer model, methods, target and tables, and the seed of the bootstrap intervals
 * @param segmenter finds the segments
 * @param batch images in one pass
 * @param threads workers, each with batches of its own
 * @param run the run directory and the call
 */
public record ExplainSettings(
    ImageChoice images,
    OpenedExplainer.Settings explainer,
    SegmenterChoice segmenter,
    int batch,
    int threads,
    RunTarget run) {

  /** Returns the classifier's file. */
  public ModelFile model() {
    return explainer.model();
  }

  /** Returns the names of the saliency methods. */
  public List<String> methods() {
    return explainer.methods();
  }

  /** Returns the seed of every random choice. */
  public long seed() {
    return explainer.seed();
  }

  /** Returns the run directory. */
  public Path out() {
    return run.folder();
  }

  /** Returns these settings for another directory, where a run was moved. */
  public ExplainSettings in(Path folder) {
    return new ExplainSettings(
        images, explainer, segmenter, batch, threads, new RunTarget(folder, run.configuration()));
  }

  /** Returns these settings for other images and segments, in another directory. */
  public ExplainSettings with(ImageChoice others, SegmenterOptions asked, Path folder) {
    return new ExplainSettings(
        others,
        explainer,
        new SegmenterChoice(segmenter.specification(), asked),
        batch,
        threads,
        new RunTarget(folder, run.configuration()));
  }
}
