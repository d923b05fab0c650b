package org.segmentattribution.table.tile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Which photographs are wanted.
 *
 * @param side the run that the properties are read from
 * @param chosen wanted values of some properties; a photograph must have one of each list
 * @param low smallest confidence, 0 to 1
 * @param high largest confidence, 0 to 1
 * @param text a part of the name, in any case; empty for all
 */
public record TileFilter(
    Side side, Map<Facet, List<String>> chosen, double low, double high, String text) {
  /** All photographs. */
  public static final TileFilter ALL = new TileFilter(Side.A, Map.of(), 0, 1, "");

  /**
   * A condition in SQL.
   *
   * @param sql with a question mark for each value
   * @param values in the order of the marks
   */
  record Condition(String sql, List<Object> values) {}

  /** Returns the condition, without one of the properties; null leaves none out. */
  Condition condition(Facet without) {
    List<String> parts = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (Map.Entry<Facet, List<String>> one : chosen.entrySet()) {
      if (one.getKey() != without && !one.getValue().isEmpty()) {
        String marks = String.join(", ", Collections.nCopies(one.getValue().size(), "?"));
        parts.add(one.getKey().sql(side) + " IN (" + marks + ")");
        values.addAll(one.getValue());
      }
    }
    // a photograph without a confidence is left out only where one is asked for
    if (low > 0) {
      parts.add(side.letter() + "_confidence >= ?");
      values.add(low);
    }
    if (high < 1) {
      parts.add(side.letter() + "_confidence <= ?");
      values.add(high);
    }
    if (!text.isEmpty()) {
      parts.add("contains(lower(name), lower(?))");
      values.add(text);
    }
    return new Condition(parts.isEmpty() ? "true" : String.join(" AND ", parts), values);
  }
}
