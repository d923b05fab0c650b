package org.segmentattribution.report.page;

import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.table.Signs;

/** Says in words whether a segment speaks for or against the explained class. */
final class SignText {
  private SignText() {}

  /**
   * Returns text such as {@code speaks against the class in 17 of 20}; empty where the method has
   * no sign.
   *
   * @param signed whether the method's maps can be negative
   */
  static String of(Signs signs, boolean signed) {
    if (!signed || signs.tables() == 0) {
      return "";
    }
    return switch (signs.direction()) {
      case FOR -> "speaks for the class in " + share(signs.positive(), signs);
      case AGAINST -> "speaks against the class in " + share(signs.negative(), signs);
      case MIXED ->
          "speaks for the class in "
              + share(signs.positive(), signs)
              + " and against it in "
              + NumberText.count((int) signs.negative());
      case NONE -> "";
    };
  }

  /** Returns text for a list, such as {@code for the class in 90 %}. */
  static String brief(Signs signs, boolean signed) {
    if (!signed || signs.tables() == 0) {
      return "";
    }
    return switch (signs.direction()) {
      case FOR -> "for the class in " + NumberText.percent(signs.forShare());
      case AGAINST ->
          "against the class in " + NumberText.percent((double) signs.negative() / signs.tables());
      case MIXED -> "mixed, for the class in " + NumberText.percent(signs.forShare());
      case NONE -> "";
    };
  }

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
