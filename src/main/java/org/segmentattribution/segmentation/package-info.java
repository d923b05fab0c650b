/**
 * From a specification such as {@code masks:DIR+grid:3x3} to a segmenter: {@link SegmenterSpec}
 * parses it, finds the providers and joins what they open. Each package below holds one kind of
 * segmenter and its provider.
 */
package org.segmentattribution.segmentation;
