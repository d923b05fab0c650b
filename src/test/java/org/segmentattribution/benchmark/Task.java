package org.segmentattribution.benchmark;

/**
 * What is measured.
 *
 * @param network name of the architecture
 * @param method name of the method
 * @param batch images asked for
 */
record Task(String network, String method, int batch) {}
