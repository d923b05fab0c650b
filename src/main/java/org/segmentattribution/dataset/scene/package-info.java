/**
 * Drawn horses and zebras with their exact masks: pictures for the demo and for tests. {@link
 * SceneWriter} writes a folder of them; {@link SceneGenerator} draws one.
 */
package org.segmentattribution.dataset.scene;
