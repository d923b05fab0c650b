/**
 * What can be told of a network from its layers, for methods that treat layers one by one. {@link
 * NetworkStructure} is the start; {@link FeatureLayers} finds the layers that Grad-CAM can use.
 */
package org.segmentattribution.saliency.structure;
