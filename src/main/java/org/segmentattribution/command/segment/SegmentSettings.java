package org.segmentattribution.command.segment;

import java.nio.file.Path;
import java.util.Map;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.run.images.ImageChoice;

/**
 * What {@code sat segment} is asked to do.
 *
 * @param images to work on
 * @param segmenter segmenter specification
 * @param segmenting how it is asked
 * @param threads workers, each with an image of its own
 * @param out the folder of the masks, a run directory
 * @param configuration the same as flags and values, for {@code run.json}
 */
public record SegmentSettings(
    ImageChoice images,
    String segmenter,
    SegmenterOptions segmenting,
    int threads,
    Path out,
    Map<String, Object> configuration) {}
