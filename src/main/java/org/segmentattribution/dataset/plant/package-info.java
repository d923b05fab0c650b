/**
 * Features that are planted into pictures so that a classifier learns to rely on them, with exact
 * masks: marks, a tint, a frame, a texture. Start with {@link
 * org.segmentattribution.dataset.plant.Planter}.
 */
package org.segmentattribution.dataset.plant;
