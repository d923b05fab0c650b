package org.segmentattribution.report.svg;

import org.segmentattribution.api.Mask;

/**
 * A segment to outline.
 *
 * @param name as in the table
 * @param mask on the same grid as the picture that it is drawn on
 */
public record NamedMask(String name, Mask mask) {}
