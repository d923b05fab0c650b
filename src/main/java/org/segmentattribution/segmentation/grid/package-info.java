/** Equal cells as segments: a baseline that needs no model. {@link GridSegmenter} cuts them. */
package org.segmentattribution.segmentation.grid;
