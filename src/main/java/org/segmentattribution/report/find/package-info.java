/**
 * Pages of what nobody named. Start with {@link org.segmentattribution.report.find.SuspectsReport}.
 */
package org.segmentattribution.report.find;
