/**
 * Aggregates, rules and files, for programs that collect the rows of many images. Start with {@link
 * org.segmentattribution.api.table.SegmentTables}. Files and numbers are those of {@code sat
 * explain}, {@code sat aggregate} and {@code sat check}.
 */
package org.segmentattribution.api.table;
