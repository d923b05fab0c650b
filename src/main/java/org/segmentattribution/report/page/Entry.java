package org.segmentattribution.report.page;

/** A term and its value, such as a key of the configuration or a line of the provenance. */
public record Entry(String term, String value) {}
