package org.segmentattribution.image;

import java.util.regex.Pattern;

/**
 * Names that a spreadsheet would run when it opens a table that holds them ("CSV injection"): they
 * begin like a formula and call something. Names such as {@code -1} or {@code @home} are none.
 */
public final class SpreadsheetFormula {
  private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*[(|].*", Pattern.DOTALL);

  private SpreadsheetFormula() {}

  /**
   * Lets a name through.
   *
   * @throws IllegalArgumentException in one line, where it is a formula
   */
  public static void refuse(String name) {
    if (FORMULA.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name '"
              + name.replaceAll("\\s+", " ")
              + "' is a formula to a spreadsheet that opens the tables; rename it");
    }
  }
}
