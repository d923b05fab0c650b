/**
 * Spectral relevance analysis (SpRAy, Lapuschkin et al. 2019): whole maps of one class, clustered
 * by the graph of their nearest neighbours. Start with {@link
 * org.segmentattribution.suspect.spectral.SpectralClusters}.
 */
package org.segmentattribution.suspect.spectral;
