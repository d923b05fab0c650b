package org.segmentattribution.file;

import java.util.regex.Pattern;

/**
 * Texts that a spreadsheet would run when it opens a table that holds them ("CSV injection",
 * OWASP): after blanks, quotes and characters without width they begin with {@code =}, {@code +},
 * {@code -} or {@code @}, or a wide form of these. Tables have an apostrophe before them, which
 * makes them text; reading takes it off again, so every text comes back as it was. Numbers are left
 * alone.
 */
public final class SpreadsheetFormula {
  /** Texts that are written with an apostrophe, unless they are numbers; for Java and RE2. */
  public static final String FORM =
      "^'*(?:[\\t\\r\\n]|[\\p{Z}\\p{Cc}\\p{Cf}\"'`\\x{B4}\\x{2018}-\\x{201F}\\x{2039}\\x{203A}]*"
          + "[=+\\-@\\x{FF1D}\\x{FF0B}\\x{FF0D}\\x{FF20}"
          + "\\x{FE66}\\x{FE62}\\x{FE63}\\x{FE6B}\\x{2212}])";

  /** Texts that a spreadsheet takes for a number; for Java and RE2. */
  public static final String NUMBER =
      "^[-+]?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?|Infinity|NaN)$";

  private static final Pattern FORMULA = Pattern.compile(FORM);
  private static final Pattern PLAIN = Pattern.compile(NUMBER);

  private SpreadsheetFormula() {}

  private static boolean is(String text) {
    return FORMULA.matcher(text).find() && !PLAIN.matcher(text).matches();
  }

  /** The text as a table holds it. */
  public static String disarmed(String text) {
    return is(text) ? "'" + text : text;
  }

  /** The text that {@link #disarmed} was given. */
  public static String original(String text) {
    return text.startsWith("'") && is(text.substring(1)) ? text.substring(1) : text;
  }
}
