package org.segmentattribution.report.answer;

/**
 * A reason to doubt a whole page.
 *
 * @param title what is wrong, in a few words that end in a full stop
 * @param text the numbers, and what to do; one or two sentences
 */
public record Alarm(String title, String text) {
  /** Returns both in one line. */
  public String line() {
    return title + " " + text;
  }
}
