package org.segmentattribution.report.page;

import java.util.List;

/**
 * A table of results for people and programs.
 *
 * @param columns names of the columns
 * @param rows one value for each column: text, a whole number, a {@code Double} (NaN = no value),
 *     or a truth value
 */
public record ResultTable(List<String> columns, List<List<Object>> rows) {}
