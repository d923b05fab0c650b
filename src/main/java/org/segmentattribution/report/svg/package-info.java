/**
 * The kit that figures are drawn with: axes, text with known widths, labels that give way, colours
 * for every kind of sight, outlines of masks, and the same drawing as PNG or PDF.
 */
package org.segmentattribution.report.svg;
