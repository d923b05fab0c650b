/**
 * Opens segmenters from specifications such as {@code masks:DIR+grid:3x3}: {@link SegmenterSpec}
 * parses one, finds the providers and joins what they open. Each package below holds one kind of
 * segmenter and its provider.
 */
package org.segmentattribution.segmentation;
