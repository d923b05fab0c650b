/**
 * Chooses the images of a data set that a run uses, and notes why others are left out. Start with
 * {@link ImageSelection}.
 */
package org.segmentattribution.run.images;
