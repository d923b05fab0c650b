/**
 * {@code sat explain}: from images to tables, report and photographs in one run directory. {@link
 * ExplainWithReport} is the whole command; {@link ExplainRun} makes the tables and {@link
 * OpenedExplainer} explains one batch.
 */
package org.segmentattribution.command.explain;
