/**
 * The page of {@code sat slices}. Start with {@link
 * org.segmentattribution.report.page.slice.SlicesReport}.
 */
package org.segmentattribution.report.page.slice;
