package org.segmentattribution.report.page;

/** A number at the top of the page, with its label. */
public record KeyFigure(String value, String label) {}
