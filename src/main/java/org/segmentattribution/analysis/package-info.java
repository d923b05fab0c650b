/**
 * Findings from rows and aggregates: differences, agreement, rules, alarms and the choice of
 * images. Nothing here knows a run directory or writes a file.
 *
 * <p>{@link org.segmentattribution.analysis.TableTotals} collects what a report shows. Sentences
 * about the run as a whole are in {@link org.segmentattribution.analysis.Alarms}; those about
 * classes and segments are written by {@code report.answer} and {@code report.page}.
 */
package org.segmentattribution.analysis;
