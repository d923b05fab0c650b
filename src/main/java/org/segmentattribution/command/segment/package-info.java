/**
 * {@code sat segment}: from images to mask files and a page that shows them. {@link
 * SegmentWithPage} is the whole command; {@link SegmentRun} writes the masks.
 */
package org.segmentattribution.command.segment;
