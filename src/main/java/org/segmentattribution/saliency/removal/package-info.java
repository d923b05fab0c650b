/**
 * Fills regions of a classifier's inputs, as if what is there were not in the picture.
 *
 * <p>{@link org.segmentattribution.saliency.removal.Fills} names the fills; each is a small class.
 */
package org.segmentattribution.saliency.removal;
