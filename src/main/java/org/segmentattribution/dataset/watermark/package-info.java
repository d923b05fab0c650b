/**
 * Watermarks with exact masks: their text, place and style, and copies of a data set in which a
 * share of the images carries one. Start with {@link Watermarker}, then {@link WatermarkWriter}.
 */
package org.segmentattribution.dataset.watermark;
