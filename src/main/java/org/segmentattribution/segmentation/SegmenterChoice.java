package org.segmentattribution.segmentation;

import org.segmentattribution.api.SegmenterOptions;

/**
 * A segmenter to open.
 *
 * @param specification names it, such as {@code masks:DIR+grid:3x3}
 * @param options what it is asked for, and how
 */
public record SegmenterChoice(String specification, SegmenterOptions options) {}
