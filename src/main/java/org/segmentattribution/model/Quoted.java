package org.segmentattribution.model;

/** Text from a file as it is shown in a message of one line. */
final class Quoted {
  private static final int LONGEST = 100;

  private Quoted() {}

  /** The text in quotes, without control characters, cut where it is long. */
  static String text(String text) {
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return "'" + shown.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?") + "'";
  }
}
