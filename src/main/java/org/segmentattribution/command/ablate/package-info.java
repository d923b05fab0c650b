/**
 * {@code sat ablate}: removes each segment of a run's images and records what the classifier says
 * then. Start with {@link org.segmentattribution.command.ablate.AblateRun}.
 */
package org.segmentattribution.command.ablate;
