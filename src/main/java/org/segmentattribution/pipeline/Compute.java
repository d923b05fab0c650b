package org.segmentattribution.pipeline;

/**
 * How a command computes.
 *
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param threads workers at a time, at least 1
 * @param seed seed of every random choice
 */
public record Compute(String device, int threads, long seed) {}
