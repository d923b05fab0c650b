package org.segmentattribution.report.page;

/** A number at the top of the page, and what it is. */
public record KeyFigure(String value, String label) {}
