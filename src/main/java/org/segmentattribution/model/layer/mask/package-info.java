/**
 * Layers that choose between values by what is in the image: {@link Comparison} makes a mask of 0
 * and 1, {@link Choice} chooses by it. No gradient and no relevance passes through a mask.
 */
package org.segmentattribution.model.layer.mask;
