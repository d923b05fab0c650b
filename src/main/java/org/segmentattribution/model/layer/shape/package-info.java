/**
 * Layers that move, select or repeat values without changing them, such as reshaping, slicing and
 * concatenation; one class for each. Start with {@link Reshaping}.
 */
package org.segmentattribution.model.layer.shape;
