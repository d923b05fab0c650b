package org.segmentattribution.report.svg;

import org.segmentattribution.api.Mask;

/**
 * A segment to outline.
 *
 * @param name name of the segment, as in the table
 * @param mask on the grid of the picture that it is drawn on
 */
public record NamedMask(String name, Mask mask) {}
