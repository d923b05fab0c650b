package org.segmentattribution.table.tile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A property by which photographs are filtered. Each photograph has one value of each. */
public enum Facet {
  /** Class of the photograph; empty where none is known. */
  LABEL("coalesce(label, '')", false),
  /** {@code right}, {@code wrong}, or {@code unknown} where the label is no class of the model. */
  RIGHT(
      "CASE WHEN #_correct THEN 'right' WHEN NOT #_correct THEN 'wrong' ELSE 'unknown' END", false),
  /** Name of the segment that comes first. */
  FIRST("#_first", false),
  /** Whether that segment speaks {@code for} the explained class, {@code against}, or neither. */
  SPEAKS(
      "CASE WHEN #_signed > 0 THEN 'for' WHEN #_signed < 0 THEN 'against' ELSE 'neither' END",
      false),
  /** Whether {@code another} segment comes first in the second run, or the {@code same}. */
  AGREE("CASE WHEN a_first = b_first THEN 'same' ELSE 'another' END", true),
  /** Which run is right: {@code both}, {@code a}, {@code b}, {@code neither}; or unknown. */
  RIGHT_IN(
      "CASE WHEN a_correct IS NULL OR b_correct IS NULL THEN 'unknown'"
          + " WHEN a_correct AND b_correct THEN 'both' WHEN a_correct THEN 'a'"
          + " WHEN b_correct THEN 'b' ELSE 'neither' END",
      true);

  private final String sql;
  private final boolean compares;

  Facet(String sql, boolean compares) {
    this.sql = sql;
    this.compares = compares;
  }

  /** Returns its name in questions and answers. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the facet of this name. */
  public static Optional<Facet> of(String key) {
    return Arrays.stream(values()).filter(facet -> facet.key().equals(key)).findFirst();
  }

  /** Returns whether it needs two runs. */
  public boolean compares() {
    return compares;
  }

  /** Returns the expression of its value, read from one of the runs. */
  String sql(Side side) {
    return sql.replace('#', side.letter());
  }
}
