/**
 * {@code sat saliency}: the attribution map of one picture, or of the arrays in one file. Start
 * with {@link SaliencyRun}.
 */
package org.segmentattribution.command.saliency;
