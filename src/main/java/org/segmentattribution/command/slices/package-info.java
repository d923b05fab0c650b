/**
 * {@code sat slices}: cuts the classes of a finished run by its segments and says where the
 * classifier is wrong more often. Start with {@link
 * org.segmentattribution.command.slices.SlicesRun}.
 */
package org.segmentattribution.command.slices;
