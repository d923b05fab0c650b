package org.segmentattribution.report.page;

/** A term and its value: a key of the configuration, a line of the provenance. */
public record Entry(String term, String value) {}
