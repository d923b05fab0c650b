/**
 * {@code sat suspects}: what lies under attribution that no named segment explains. Start with
 * {@link org.segmentattribution.command.suspects.SuspectsRun}.
 */
package org.segmentattribution.command.suspects;
