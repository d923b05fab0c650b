package org.segmentattribution.model;

/** Shows text from a file in a message of one line. */
public final class Quoted {
  private static final int LONGEST = 100;

  private Quoted() {}

  /** The text in quotes, without control characters, cut where it is long. */
  public static String text(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return "'" + line(shown) + "'";
  }

  /** A message that holds text from a file, without control characters. */
  public static String line(String message) {
    return message.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
  }
}
