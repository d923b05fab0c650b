/**
 * Masks from a folder, as label maps or one file for each segment. {@link MasksProvider} reads the
 * text after {@code masks:}; {@link MaskFolder} is the segmenter, {@link MaskPlaces} finds the
 * files of an image, and {@link SegmentMask} and {@link LabelMap} read their values. {@link
 * MaskWriter} writes masks.
 */
package org.segmentattribution.segmentation.masks;
