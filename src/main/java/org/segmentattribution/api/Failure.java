package org.segmentattribution.api;

/**
 * An image that was left out; one line of {@code failures.csv}.
 *
 * @param image relative path
 * @param stage the step that failed: {@code decode}, {@code segment}, {@code explain}, …
 * @param reason why it failed, in one line
 */
public record Failure(String image, String stage, String reason) {}
