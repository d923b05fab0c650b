/**
 * Masks from a JSON file in COCO's format: polygons, run lengths, panoptic pictures. {@link
 * CocoMasks} is the segmenter; {@link CocoMatch} says which entry of the file an image has.
 */
package org.segmentattribution.segmentation.coco;
