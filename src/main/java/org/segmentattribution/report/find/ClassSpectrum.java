package org.segmentattribution.report.find;

import java.util.List;

/**
 * Spectral clusters of the whole maps of a class.
 *
 * @param className name of the class
 * @param eigenvalues the smallest ones, ascending
 * @param clusters number of clusters, at the largest gap
 * @param sizes maps in each cluster, the largest first
 * @param withFirst for each cluster, the part of its maps that have a region of the first suspect
 */
public record ClassSpectrum(
    String className,
    List<Double> eigenvalues,
    int clusters,
    List<Integer> sizes,
    List<Double> withFirst) {}
