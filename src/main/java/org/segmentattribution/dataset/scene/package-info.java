/**
 * Procedural pictures of horses and zebras with an exact label for each pixel, for the demo and for
 * tests. Start with {@link SceneGenerator}, which draws one scene, and {@link SceneWriter}, which
 * writes a data set.
 */
package org.segmentattribution.dataset.scene;
