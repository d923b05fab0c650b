/**
 * Mask files as they are stored, before anybody says what a value means. {@link MaskFile} reads a
 * file's samples; {@link RunLengths} packs and unpacks masks as run lengths.
 */
package org.segmentattribution.segmentation.pixels;
