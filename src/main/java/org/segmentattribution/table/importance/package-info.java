/**
 * Aggregates of whole tables that are no means of a column: medians, square roots of sums, orders.
 * Start with {@link org.segmentattribution.table.importance.Importance}.
 */
package org.segmentattribution.table.importance;
