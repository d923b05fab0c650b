package org.segmentattribution.file;

import java.util.regex.Pattern;

/**
 * Disarms texts that a spreadsheet would run as formulas when it opens a table ("CSV injection",
 * OWASP): texts that begin with {@code =}, {@code +}, {@code -} or {@code @}, or a wide form of
 * these, after any blanks, quotes and zero-width characters. Tables store them with a leading
 * apostrophe; reading removes it, so every text is read back unchanged. Numbers are not changed.
 */
public final class SpreadsheetFormula {
  /** Matches texts that get an apostrophe unless they are numbers; valid in Java and RE2. */
  public static final String FORM =
      "^'*(?:[\\t\\r\\n]|[\\p{Z}\\p{Cc}\\p{Cf}\"'`\\x{B4}\\x{2018}-\\x{201F}\\x{2039}\\x{203A}]*"
          + "[=+\\-@\\x{FF1D}\\x{FF0B}\\x{FF0D}\\x{FF20}"
          + "\\x{FE66}\\x{FE62}\\x{FE63}\\x{FE6B}\\x{2212}])";

  /** Matches texts that a spreadsheet takes for a number; valid in Java and RE2. */
  public static final String NUMBER =
      "^[-+]?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?|Infinity|NaN)$";

  private static final Pattern FORMULA = Pattern.compile(FORM);
  private static final Pattern PLAIN = Pattern.compile(NUMBER);

  private SpreadsheetFormula() {}

  private static boolean is(String text) {
    return FORMULA.matcher(text).find() && !PLAIN.matcher(text).matches();
  }

  /** Returns the text as a table stores it. */
  public static String disarmed(String text) {
    return is(text) ? "'" + text : text;
  }

  /** Returns the text that was passed to {@link #disarmed}. */
  public static String original(String text) {
    return text.startsWith("'") && is(text.substring(1)) ? text.substring(1) : text;
  }
}
