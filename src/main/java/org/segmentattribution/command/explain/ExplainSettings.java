package org.segmentattribution.command.explain;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.run.images.ImageChoice;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.table.TableOptions;

/**
 * The settings of {@code sat explain}.
 *
 * @param images images to explain
 * @param model classifier file, and the device that computes
 * @param segmenter segmenter specification, such as {@code masks:DIR+grid:3x3}
 * @param segmenting options of the segmenter
 * @param methods names of saliency methods, at least one
 * @param parameters of the methods, {@code name=value} or {@code METHOD:name=value}
 * @param target {@code label}, {@code predicted}, or a class by name, alias or index
 * @param channels how a map's colour channels become one
 * @param pad padding of masks in pixels of the model's grid
 * @param batch images in one pass
 * @param threads number of workers, each with batches of its own
 * @param seed seed of the bootstrap intervals
 * @param out the run directory
 * @param configuration all flags with their values, for {@code run.json}
 */
public record ExplainSettings(
    ImageChoice images,
    ModelFile model,
    String segmenter,
    SegmenterOptions segmenting,
    List<String> methods,
    List<String> parameters,
    String target,
    ChannelReduction channels,
    int pad,
    int batch,
    int threads,
    long seed,
    Path out,
    Map<String, Object> configuration) {

  /** Returns the settings that do not depend on the images. */
  OpenedExplainer.Settings explainer() {
    return new OpenedExplainer.Settings(
        model,
        methods,
        parameters,
        target,
        channels,
        TableOptions.defaults().withPadding(pad),
        seed);
  }

  /** Returns these settings for other images and segments, in another directory. */
  public ExplainSettings with(ImageChoice others, SegmenterOptions asked, Path folder) {
    return new ExplainSettings(
        others,
        model,
        segmenter,
        asked,
        methods,
        parameters,
        target,
        channels,
        pad,
        batch,
        threads,
        seed,
        folder,
        configuration);
  }
}
