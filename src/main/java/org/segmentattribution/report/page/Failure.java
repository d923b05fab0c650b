package org.segmentattribution.report.page;

/** A row of {@code failures.csv}: an image that was left out, where, and why. */
public record Failure(String image, String stage, String reason) {}
