package org.segmentattribution.table.tile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A column by which photographs are sorted; equal ones are in the order of their names. */
public enum TileSort {
  /** Path of the photograph. */
  NAME("no"),
  /** Its class. */
  LABEL("label"),
  /** What the model says. */
  PREDICTED("#_predicted"),
  /** The class explained. */
  TARGET("#_target"),
  /** Whether the model is right. */
  CORRECT("#_correct"),
  /** Probability of what the model says. */
  CONFIDENCE("#_confidence"),
  /** Name of the segment that comes first. */
  FIRST("#_first"),
  /** Its share of the attribution, below zero where it speaks against the class. */
  SHARE("#_share"),
  /** The share, whatever its sign. */
  STRENGTH("abs(#_share)"),
  /** Number of segments. */
  SEGMENTS("#_segments"),
  /** How far apart the shares of the first segments of two runs are. */
  DIFFERENCE("abs(a_share - b_share)");

  private final String sql;

  TileSort(String sql) {
    this.sql = sql;
  }

  /** Returns its name in questions and answers. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the column of this name. */
  public static Optional<TileSort> of(String key) {
    return Arrays.stream(values()).filter(sort -> sort.key().equals(key)).findFirst();
  }

  /** Returns what follows ORDER BY; photographs without a value come last. */
  String sql(Side side, boolean descending) {
    String way = descending ? " DESC" : " ASC";
    String by = sql.replace('#', side.letter()) + way + " NULLS LAST";
    return this == NAME ? by : by + ", no";
  }
}
