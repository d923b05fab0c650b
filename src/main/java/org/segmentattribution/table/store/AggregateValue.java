package org.segmentattribution.table.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;

/** What can be averaged: a column of the rows, and what a missing segment counts as. */
public enum AggregateValue {
  /** {@code mean_attribution}; 0 where the segment is missing. */
  ATTRIBUTION("mean_attribution", "0", "attribution"),
  /** {@code rank}; the rows of the table + 1. No value in tables of one segment. */
  RANK("rank", AggregateValue.AFTER_LAST, "rank"),
  /** {@code calibrated_rank}; likewise. */
  CALIBRATED_RANK("calibrated_rank", AggregateValue.AFTER_LAST, "calibrated_rank"),
  /** {@code shift_share}; 1, the weakest. */
  SHIFT_SHARE("shift_share", "1", "shift_share"),
  /** {@code mean_attribution} over the sum of the table's; 0. */
  SHARE("attribution_share", "0", "attribution_share"),
  /** {@code mask_fraction}, the part of the image that the segment covers; 0. */
  FRACTION("mask_fraction", "0", "mask_fraction");

  /** A table of one segment ranks nothing. */
  private static final String AFTER_LAST = "CASE WHEN table_rows > 1 THEN table_rows + 1 END";

  private final String column;
  private final String missing;
  private final String text;

  AggregateValue(String column, String missing, String text) {
    this.column = column;
    this.missing = missing;
    this.text = text;
  }

  /** The column of {@code sat}. */
  public String column() {
    return column;
  }

  /** What is averaged, in SQL. */
  String value() {
    return isRank() ? "CASE WHEN table_rows > 1 THEN %s END".formatted(column) : column;
  }

  private boolean isRank() {
    return this == RANK || this == CALIBRATED_RANK;
  }

  /** What a table without the segment counts as, in SQL. */
  String missing() {
    return missing;
  }

  /** Whether the first is the smallest. */
  public boolean isLowerBetter() {
    return this == RANK || this == CALIBRATED_RANK || this == SHIFT_SHARE;
  }

  /** As in the names of columns. */
  public String text() {
    return text;
  }

  /**
   * By name; {@code mean} is the mean attribution.
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
        .orElseThrow(
            () ->
                new WrongInput(
                    "value '"
                        + name
                        + "' is none of mean, "
                        + Arrays.stream(values())
                            .map(AggregateValue::text)
                            .collect(Collectors.joining(", "))));
  }
}
