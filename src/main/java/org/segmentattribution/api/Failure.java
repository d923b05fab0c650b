package org.segmentattribution.api;

/**
 * An image that was left out: a line of {@code failures.csv}.
 *
 * @param image relative path
 * @param stage what failed: {@code decode}, {@code segment}, {@code explain}, …
 * @param reason one line
 */
public record Failure(String image, String stage, String reason) {}
