package org.segmentattribution.table.store;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.table.importance.Importance;

/** A value that can be averaged: a column of the rows, and the value of a missing segment. */
public enum AggregateValue {
  /** {@code mean_attribution}; 0 where the segment is missing. */
  ATTRIBUTION("mean_attribution", "0", "attribution"),
  /**
   * {@code rank}; number of rows + 1 where the segment is missing. No value in tables of one
   * segment.
   */
  RANK("rank", AggregateValue.AFTER_LAST, "rank"),
  /** {@code calibrated_rank}; missing segments as for {@code rank}. */
  CALIBRATED_RANK("calibrated_rank", AggregateValue.AFTER_LAST, "calibrated_rank"),
  /** {@code shift_share}; 1, the weakest, where the segment is missing. */
  SHIFT_SHARE("shift_share", "1", "shift_share"),
  /** {@code mean_attribution} divided by the sum of the table's; 0 where the segment is missing. */
  SHARE("attribution_share", "0", "attribution_share"),
  /**
   * {@code mask_fraction}, the share of the image that the segment covers; 0 where it is missing.
   */
  FRACTION("mask_fraction", "0", "mask_fraction");

  /** A table of one segment has no ranks. */
  private static final String AFTER_LAST = "CASE WHEN table_rows > 1 THEN table_rows + 1 END";

  private final String column;
  private final String missing;
  private final String text;

  AggregateValue(String column, String missing, String text) {
    this.column = column;
    this.missing = missing;
    this.text = text;
  }

  /** Returns the column of {@code sat}. */
  public String column() {
    return column;
  }

  /** Returns the averaged value, in SQL. */
  String value() {
    return isRank() ? "CASE WHEN table_rows > 1 THEN %s END".formatted(column) : column;
  }

  /** Returns whether it is a place in the table, which only named segments have. */
  public boolean isRank() {
    return this == RANK || this == CALIBRATED_RANK;
  }

  /** Returns the value of a table without the segment, in SQL. */
  String missing() {
    return missing;
  }

  /** Returns whether the smallest value is first. */
  public boolean isLowerBetter() {
    return this == RANK || this == CALIBRATED_RANK || this == SHIFT_SHARE;
  }

  /** Returns its name in columns. */
  public String text() {
    return text;
  }

  /**
   * Returns the value with this name; {@code mean} is the mean attribution.
   *
   * @throws WrongInput that lists the names
   */
  public static AggregateValue named(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    if (wanted.equals("mean") || wanted.equals("mean_attribution")) {
      return ATTRIBUTION;
    }
    return Arrays.stream(values())
        .filter(value -> value.text.equals(wanted))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static WrongInput unknown(String name) {
    List<String> own =
        Stream.of(
                Stream.of("mean"),
                Arrays.stream(values()).map(AggregateValue::text),
                Importance.texts().stream())
            .flatMap(names -> names)
            .toList();
    List<String> effects = Arrays.stream(EffectValue.values()).map(EffectValue::text).toList();
    return new WrongInput(
        "value '%s' is none of %s; of effects: %s%s"
            .formatted(
                name,
                String.join(", ", own),
                String.join(", ", effects),
                Spelling.hint(name, Stream.concat(own.stream(), effects.stream()).toList())));
  }
}
