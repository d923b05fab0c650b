package org.segmentattribution.report.figure;

/**
 * One trained model of a prevalence experiment: a row of {@code prevalence.csv}.
 *
 * @param prevalence per cent, 0 to 100
 * @param seed seed of the training
 * @param meanRank as in {@link PrevalencePoint}, for this model only
 * @param cleanAccuracy 0 to 1
 * @param watermarkedAccuracy 0 to 1
 */
public record SeedPoint(
    double prevalence,
    long seed,
    double meanRank,
    double cleanAccuracy,
    double watermarkedAccuracy) {}
