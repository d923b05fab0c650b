/**
 * Layers that move, select, repeat or mix values along axes, such as reshaping, slicing and
 * concatenation; one class for each. Start with {@link Reshaping}.
 */
package org.segmentattribution.model.layer.shape;
