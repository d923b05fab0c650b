package org.segmentattribution.report.svg;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Formats numbers for readers; "no value" (NaN) is a dash. */
public final class NumberText {
  /** Text for a missing number. */
  public static final String NONE = "\u2013";

  private static final String SPACE = "\u00a0";
  private static final String SUPERSCRIPTS =
      "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

  private NumberText() {}

  /** Formats a rank with two decimals. */
  public static String rank(double rank) {
    return fixed(rank, 2);
  }

  /** Formats a share from 0 to 1 in per cent with one decimal: {@code 97.3 %}. */
  public static String percent(double share) {
    return Double.isFinite(share) ? fixed(share * 100, 1) + SPACE + "%" : NONE;
  }

  /** Formats a prevalence in per cent, without unnecessary decimals: {@code 5 %}, {@code 2.5 %}. */
  public static String prevalence(double percent) {
    return Double.isFinite(percent) ? plain(percent) + SPACE + "%" : NONE;
  }

  /** Formats a number of images: {@code 1 image}, {@code 2,595 images}. */
  public static String images(int count) {
    return count(count) + (count == 1 ? " image" : " images");
  }

  /** Formats a number of photographs: {@code 1 photograph}, {@code 2,595 photographs}. */
  public static String photographs(int count) {
    return count(count) + (count == 1 ? " photograph" : " photographs");
  }

  /** Formats a share from 0 to 1 in whole per cent: {@code 34 %}. */
  public static String share(double share) {
    return Double.isFinite(share) ? fixed(share * 100, 0) + SPACE + "%" : NONE;
  }

  /** Formats a share from -1 to 1 in whole per cent with its sign: {@code +19 %}. */
  public static String signedShare(double share) {
    String text = share(share);
    return text.matches("[1-9].*") ? "+" + text : text;
  }

  /** Formats a whole number with commas between thousands. */
  public static String count(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Formats a number with at most two decimals and without trailing zeros. */
  public static String plain(double value) {
    String text = fixed(value, 2);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  /** Formats an interval: {@code 2.12–2.70}; a dash if an end is missing. */
  public static String rankInterval(double low, double high) {
    return Double.isFinite(low) && Double.isFinite(high) ? rank(low) + "\u2013" + rank(high) : NONE;
  }

  /**
   * Formats a number of any size with three significant digits: {@code 4.12×10⁻⁵}, {@code 0.0213}.
   */
  public static String significant(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    int exponent = exponent(Math.abs(value));
    if (value == 0 || exponent >= -2 && exponent <= 3) {
      return fixed(value, Math.max(0, 2 - exponent));
    }
    return fixed(value / Math.pow(10, exponent), 2) + "\u00d7" + powerOfTen(exponent);
  }

  /**
   * Formats significant digits in ASCII, with an exponent only where it is shorter; a dash for NaN.
   */
  public static String digits(double value, int digits) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (value == 0) {
      return "0";
    }
    return exponent >= -4 && exponent < 7
        ? rounded
            .setScale(Math.max(0, digits - 1 - exponent), RoundingMode.HALF_EVEN)
            .toPlainString()
        : String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
  }

  /** Formats fixed decimals with a real minus sign, and no minus before a zero. */
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return zero ? text.replace("-", "") : text.replace('-', '\u2212');
  }

  /** Returns the exponent of ten of a positive number rounded to three digits; 0 for 0. */
  public static int exponent(double positive) {
    if (!(positive > 0) || Double.isInfinite(positive)) {
      return 0;
    }
    BigDecimal rounded = new BigDecimal(positive).round(new MathContext(3));
    return rounded.precision() - rounded.scale() - 1;
  }

  /** Formats a power of ten: {@code 10⁻⁵}. */
  public static String powerOfTen(int exponent) {
    StringBuilder text = new StringBuilder("10");
    if (exponent < 0) {
      text.append('\u207b');
    }
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      text.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return text.toString();
  }

  /** Formats an ordinal: {@code 1st}, {@code 2nd}, {@code 13th}. */
  public static String ordinal(int n) {
    String ending =
        n / 10 % 10 == 1
            ? "th"
            : switch (n % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return n + ending;
  }
}
