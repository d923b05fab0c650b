/**
 * How good are masks? {@link org.segmentattribution.segmentation.quality.MaskFacts} measures the
 * masks of one image, {@link org.segmentattribution.segmentation.quality.TestedMasks} how they
 * follow a shift and a flip of the picture, {@link
 * org.segmentattribution.segmentation.quality.ComparedMasks} how far they agree with others. {@link
 * org.segmentattribution.segmentation.quality.QualityTable} makes one row a name of them, {@link
 * org.segmentattribution.segmentation.quality.QualityFlag} says what is odd.
 */
package org.segmentattribution.segmentation.quality;
