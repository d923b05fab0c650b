package org.segmentattribution.report.page;

import java.util.List;

/**
 * A result for people and programs.
 *
 * @param columns names
 * @param rows one value a column: text, a whole number, a {@code Double} (NaN = no value), or a
 *     truth value
 */
public record ResultTable(List<String> columns, List<List<Object>> rows) {}
