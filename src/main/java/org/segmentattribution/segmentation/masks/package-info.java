/**
 * Masks from a folder, one file a segment or label maps. {@link MasksProvider} opens what follows
 * {@code masks:}; {@link MaskFolder} is the segmenter, {@link MaskPlaces} finds an image's files,
 * and {@link SegmentMask} and {@link LabelMap} say what their values mean. {@link MaskWriter}
 * writes masks.
 */
package org.segmentattribution.segmentation.masks;
