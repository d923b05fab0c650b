/**
 * {@code sat rate}: which method, and which column of its tables, predicts the effects of removed
 * segments. Start with {@link org.segmentattribution.command.rate.RateRun}.
 */
package org.segmentattribution.command.rate;
