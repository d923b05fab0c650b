/**
 * CLIP and SigLIP as classifiers: the tower for pictures becomes layers, the texts of the classes
 * its last weights. Start with {@link ZeroShotProvider}; {@link TextTower} computes the texts,
 * {@link TextWeights} puts them behind the graph of the pictures.
 */
package org.segmentattribution.model.clip;
