package org.segmentattribution.report.page;

import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.Signs;

/** Says in words whether a segment speaks for or against the explained class. */
final class SignText {
  private SignText() {}

  /** Returns text for a cell of a table, such as {@code against, 17 of 20}. */
  static String cell(Signs signs, boolean signed) {
    if (!signed || signs.tables() == 0) {
      return NumberText.NONE;
    }
    long agreeing =
        signs.direction() == Signs.Direction.AGAINST ? signs.negative() : signs.positive();
    String direction =
        signs.direction() == Signs.Direction.MIXED ? "mixed, for" : signs.direction().text();
    return direction + " in " + share(agreeing, signs);
  }

  private static String share(long of, Signs signs) {
    return NumberText.count((int) of) + " of " + NumberText.count((int) signs.tables());
  }
}
