/**
 * Watermarks in pictures, with the exact mask of each. {@link Watermarker} draws one; {@link
 * WatermarkWriter} writes a marked copy of a folder.
 */
package org.segmentattribution.dataset.watermark;
