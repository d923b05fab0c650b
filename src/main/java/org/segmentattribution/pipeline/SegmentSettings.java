package org.segmentattribution.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.segmentattribution.segmentation.SegmenterOptions;

/**
 * What {@code sat segment} is asked to do.
 *
 * @param images folder or CSV of the images
 * @param segmenter segmenter specification
 * @param segmenting how it is asked
 * @param classes only images of these classes; empty = all
 * @param split only images of this split; empty = all
 * @param limit at most so many images of each class; 0 = all
 * @param threads workers, each with an image of its own
 * @param out the folder of the masks, a run directory
 * @param configuration the same as flags and values, for {@code run.json}
 */
public record SegmentSettings(
    Path images,
    String segmenter,
    SegmenterOptions segmenting,
    List<String> classes,
    String split,
    int limit,
    int threads,
    Path out,
    Map<String, Object> configuration) {}
