/**
 * Explanations of a pretrained classifier class by class, each class with its own segments, and a
 * page over all of them. Start with {@link ClassRuns}.
 */
package org.segmentattribution.experiment.classes;
