/**
 * {@code sat aggregate} and {@code sat compare}: rows of finished runs, grouped or compared. Start
 * with {@link AggregateRuns} or {@link CompareRuns}.
 */
package org.segmentattribution.command.aggregate;
