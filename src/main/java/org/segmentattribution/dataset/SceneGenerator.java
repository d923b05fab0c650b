package org.segmentattribution.dataset;

public record SceneGenerator(int size, long seed) {}
