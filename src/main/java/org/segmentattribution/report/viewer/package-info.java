/**
 * Drawings that lie over a photograph in {@code sat view}: the outline of one segment, and all
 * segments filled by their share. Start with {@link
 * org.segmentattribution.report.viewer.ShareOverlay}.
 */
package org.segmentattribution.report.viewer;
