/**
 * Masks from a JSON file in COCO's format: polygons, run lengths, panoptic pictures. {@link
 * CocoMasks} is the segmenter; {@link CocoMatch} decides which entry of the file belongs to an
 * image.
 */
package org.segmentattribution.segmentation.coco;
