package org.segmentattribution.command.segment;

import java.nio.file.Path;
import java.util.Map;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.run.images.ImageChoice;

/**
 * The settings of {@code sat segment}.
 *
 * @param images images to segment
 * @param segmenter segmenter specification
 * @param segmenting options of the segmenter
 * @param quality how their quality is measured
 * @param threads number of workers, each with one image at a time
 * @param out the folder of the masks, a run directory
 * @param configuration all flags with their values, for {@code run.json}
 */
public record SegmentSettings(
    ImageChoice images,
    String segmenter,
    SegmenterOptions segmenting,
    QualitySettings quality,
    int threads,
    Path out,
    Map<String, Object> configuration) {}
