package org.segmentattribution.report.page;

/**
 * A name that was asked for or found, but has no row.
 *
 * @param segment name
 * @param reason {@code not found}, {@code empty}, {@code vanished} or {@code outside}
 * @param images number of images
 */
public record SkippedCount(String segment, String reason, int images) {}
