/**
 * For programs that collect the rows of many images: aggregates, rules and files. {@link
 * org.segmentattribution.api.table.SegmentTables} is where to begin. Files and numbers are those of
 * {@code sat explain}, {@code sat aggregate} and {@code sat check}.
 */
package org.segmentattribution.api.table;
