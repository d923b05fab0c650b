/**
 * A new last layer on the features that a network has, fitted to groups of equal size (deep feature
 * reweighting). {@link org.segmentattribution.model.reweight.PooledFeatures} computes features and
 * takes the new layer in; {@link org.segmentattribution.model.reweight.BalancedFit} finds it. Start
 * with the latter.
 */
package org.segmentattribution.model.reweight;
