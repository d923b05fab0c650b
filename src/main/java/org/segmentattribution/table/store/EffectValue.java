package org.segmentattribution.table.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A value of effects that can be averaged. */
public enum EffectValue {
  /** By how much the explained class loses without the segment. */
  EFFECT("effect", "mean_effect", "of_effect"),
  /** By how much it loses without the same shape at other places. */
  PLACEBO("placebo", "mean_placebo", "of_placebo"),
  /** The effect beyond the placebos. */
  EXCESS("excess", "mean_excess", "of_effect - of_placebo"),
  /** Share of the fillings that change the prediction. */
  FLIP_RATE("flip_rate", "flip_rate", "of_flips");

  private final String text;
  private final String column;
  private final String sql;

  EffectValue(String text, String column, String sql) {
    this.text = text;
    this.column = column;
    this.sql = sql;
  }

  /** Returns its name in flags. */
  public String text() {
    return text;
  }

  /** Returns the name of its column in results. */
  public String column() {
    return column;
  }

  /** Returns its value for a segment of an image, in SQL. */
  String sql() {
    return sql;
  }

  /** Returns whether it needs the rows of placebos. */
  public boolean needsPlacebos() {
    return this == PLACEBO || this == EXCESS;
  }

  /** Returns the value with this name. */
  public static Optional<EffectValue> named(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(values()).filter(value -> value.text.equals(wanted)).findFirst();
  }
}
