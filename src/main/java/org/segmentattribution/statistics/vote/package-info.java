/**
 * Makes one order of many: each ballot ranks some of the names. Start with {@link
 * org.segmentattribution.statistics.vote.Ballots}.
 */
package org.segmentattribution.statistics.vote;
