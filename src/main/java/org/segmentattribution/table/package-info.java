/**
 * Segment Attribution Tables: from a saliency map and masks to rows, and from rows to means.
 *
 * <p>{@link org.segmentattribution.table.PreparedSegments} merges, places and pads the masks of an
 * image; {@link org.segmentattribution.table.SegmentAttributionTable} sums a map over them and
 * ranks. {@link org.segmentattribution.table.Column} lists the columns of a row, from which files,
 * database and documentation are made. Nothing here knows tensors or image files.
 */
package org.segmentattribution.table;
