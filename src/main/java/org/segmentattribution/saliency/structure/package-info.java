/**
 * What is known of a network from its layers, for methods that treat layers one by one. Start with
 * {@link NetworkStructure}; {@link FeatureLayers} finds the layers that Grad-CAM can use.
 */
package org.segmentattribution.saliency.structure;
